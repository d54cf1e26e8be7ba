namespace Toml.Tests;

public sealed class PublicSuiteTests
{
    [PublicSuiteFact]
    public void Every_valid_document_of_the_public_suite_is_read_as_it_is_meant()
    {
        var documents = new PublicSuite(PublicSuiteFactAttribute.Folder!).Valid().ToList();

        Assert.NotEmpty(documents);
        Assert.Empty(documents.Where(static test => !IsReadAsMeant(test)).Select(static test => test.Name));
    }

    [PublicSuiteFact]
    public void Every_invalid_document_of_the_public_suite_is_refused()
    {
        var documents = new PublicSuite(PublicSuiteFactAttribute.Folder!).Invalid().ToList();

        Assert.NotEmpty(documents);
        Assert.Empty(documents.Where(static test => IsRead(test.Document)).Select(static test => test.Name));
    }

    private static bool IsReadAsMeant((string Name, byte[] Document, System.Text.Json.JsonElement Meaning) test) =>
        IsRead(test.Document) && PublicSuite.Means(TomlReader.Read(test.Document), test.Meaning);

    private static bool IsRead(byte[] document)
    {
        try
        {
            TomlReader.Read(document);
            return true;
        }
        catch (TomlException)
        {
            return false;
        }
    }
}
