namespace Certes.Acme.Resource;

public enum ChallengeStatus
{
    Pending,
    Processing,
    Valid,
    Invalid,
}
