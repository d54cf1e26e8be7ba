using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Plane.Drone.Proxy.Answers;

/// <summary>The bodies of answers. Only a client that names a form gets one: <c>*/*</c> is content with none.</summary>
internal static class AnswerForms
{
    public static AnswerForm Choose(IList<MediaTypeHeaderValue> accept)
    {
        var named = accept.Where(static type => type.Quality is not 0).OrderByDescending(static type => type.Quality ?? 1);
        return named.Select(FormOf).FirstOrDefault(static form => form != AnswerForm.Empty);
    }

    public static byte[] Problem(Refusal refusal, string errorId)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("title", Title(refusal));
            writer.WriteNumber("status", (int)refusal.Status);
            writer.WriteString("detail", refusal.What);
            writer.WriteString("errorId", errorId);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    public static byte[] Html(Refusal refusal, string errorId) => Encoding.UTF8.GetBytes(
        $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{Title(refusal)}}</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:20vh auto 0;padding:0 1rem;color-scheme:light dark}small{opacity:.6}</style></head>
        <body><h1>{{Title(refusal)}}</h1><p>{{WebUtility.HtmlEncode(refusal.What)}}</p><small>{{(int)refusal.Status}} · {{errorId}}</small></body></html>

        """);

    private static AnswerForm FormOf(MediaTypeHeaderValue type) => type.MediaType.Value switch
    {
        "application/json" or "application/problem+json" => AnswerForm.Problem,
        "text/html" => AnswerForm.Html,
        _ => AnswerForm.Empty,
    };

    private static string Title(Refusal refusal) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase((int)refusal.Status);
}
