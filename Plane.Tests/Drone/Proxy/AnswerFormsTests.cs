using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Plane.Drone.Proxy.Answers;

namespace Plane.Tests.Drone.Proxy;

public sealed class AnswerFormsTests
{
    [Theory]
    [InlineData("", nameof(AnswerForm.Empty))]
    [InlineData("*/*", nameof(AnswerForm.Empty))]
    [InlineData("image/png", nameof(AnswerForm.Empty))]
    [InlineData("application/json", nameof(AnswerForm.Problem))]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", nameof(AnswerForm.Html))]
    [InlineData("text/html;q=0.5, application/problem+json", nameof(AnswerForm.Problem))]
    [InlineData("text/html;q=0, */*", nameof(AnswerForm.Empty))]
    public void A_client_gets_the_form_it_names(string accept, string form)
    {
        Assert.Equal(form, AnswerForms.Choose(accept.Length == 0 ? [] : [.. MediaTypeHeaderValue.ParseList([accept])]).ToString());
    }

    [Fact]
    public void A_problem_says_what_happened_and_its_error_id()
    {
        using var problem = JsonDocument.Parse(AnswerForms.Problem(Refusal.Ended, "abc"));

        Assert.Equal(410, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("abc", problem.RootElement.GetProperty("errorId").GetString());
    }
}
