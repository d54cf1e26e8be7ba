using Aspire.Hosting.ApplicationModel;
using Xunit;

namespace Aspire.Hosting.Tests;

public sealed class ModelTests
{
    [Theory]
    [InlineData("1st")]
    [InlineData("a_b")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a.b")]
    public void A_name_that_breaks_the_rules_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => DistributedApplication.CreateBuilder().AddExecutable(name, "true", "."));

    [Fact]
    public void Two_resources_whose_names_differ_by_case_are_refused()
    {
        var builder = DistributedApplication.CreateBuilder();
        builder.AddParameter("one", "1");

        Assert.Throws<DistributedApplicationException>(() => builder.AddParameter("ONE", "2"));
    }

    [Fact]
    public void A_second_endpoint_of_the_same_name_is_refused()
    {
        var builder = DistributedApplication.CreateBuilder();
        var executable = builder.AddExecutable("one", "true", ".").WithHttpEndpoint();

        Assert.Throws<DistributedApplicationException>(() => executable.WithHttpEndpoint());
    }

    [Fact]
    public async Task An_expression_escapes_what_is_formatted_as_uri_and_keeps_braces()
    {
        var builder = DistributedApplication.CreateBuilder();
        var parameter = builder.AddParameter("password", "a b/{c}");
        var expression = ReferenceExpression.Create($"{{x}} {parameter} {parameter:uri}");

        Assert.Equal("{x} a b/{c} a%20b%2F%7Bc%7D", await expression.GetValueAsync(CancellationToken.None));
        Assert.Equal("{x} {password.value} {password.value}", expression.ValueExpression);
    }

    [Fact]
    public async Task A_parameter_without_a_value_names_the_configuration_key()
    {
        var parameter = DistributedApplication.CreateBuilder().AddParameter("missing");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(async () => await parameter.Resource.GetValueAsync(CancellationToken.None));

        Assert.Contains("Parameters:missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_comes_before_a_parameters_default()
    {
        var builder = DistributedApplication.CreateBuilder(["--Parameters:colour", "green"]);

        Assert.Equal("green", await builder.AddParameter("colour", "red").Resource.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public void A_generated_value_keeps_to_its_sets_and_minima()
    {
        var value = new GenerateParameterDefault { MinLength = 40, Special = false, Upper = false, MinNumeric = 10 }.GetDefaultValue();

        Assert.Equal(40, value.Length);
        Assert.DoesNotContain(value, c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c));
        Assert.True(value.Count(char.IsAsciiDigit) >= 10);
    }

    [Fact]
    public void Waiting_for_oneself_is_refused()
    {
        var executable = DistributedApplication.CreateBuilder().AddExecutable("one", "true", ".");

        Assert.Throws<DistributedApplicationException>(() => executable.WaitFor(executable));
    }
}
