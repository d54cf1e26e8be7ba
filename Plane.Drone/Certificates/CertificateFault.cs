namespace Plane.Drone.Certificates;

/// <summary>A certificate cannot be used, or could not be got; the message is for an operator.</summary>
internal sealed class CertificateFault(string message, Exception? inner = null) : Exception(message, inner);
