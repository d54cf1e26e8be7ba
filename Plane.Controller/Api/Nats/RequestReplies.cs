using System.Text.Json;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Controller.Connect;

namespace Plane.Controller.Api.Nats;

/// <summary>Bytes of the replies that kinds of request have in common.</summary>
internal static class RequestReplies
{
    /// <summary>Done, and nothing more to say.</summary>
    public static byte[] Null => "null"u8.ToArray();

    public static byte[] Bool(bool value) => value ? "true"u8.ToArray() : "false"u8.ToArray();

    /// <param name="field">JSON path; null where no field is to blame.</param>
    public static byte[] Error(string message, string? field) =>
        JsonSerializer.SerializeToUtf8Bytes(new ErrorReply(new RequestError(message, field)), NatsJson.Default.ErrorReply);

    public static byte[] Error(ConnectFault fault) => Error(fault.Message, field: null);
}
