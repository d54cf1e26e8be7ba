namespace Plane.Controller.Api.Nats;

/// <summary>One kind of request of the NATS API: bytes in, bytes of the reply out.</summary>
internal interface IRequestAnswers
{
    /// <summary>Where it arrives, with <c>*</c> for any cluster and id.</summary>
    IReadOnlyList<string> Heard { get; }

    /// <summary>Whatever the bytes are, there is a reply.</summary>
    /// <param name="subject">Where it arrived.</param>
    Task<byte[]> AnswerAsync(string subject, byte[]? body, CancellationToken token);
}
