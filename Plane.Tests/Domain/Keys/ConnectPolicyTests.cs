using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Tests.Domain.Keys;

public sealed class ConnectPolicyTests
{
    private static readonly KeyEntry Held = LeaseTests.Entry();
    private static readonly KeyName Mine = KeyName.Parse("n", "k");

    [Fact]
    public void A_key_is_free_reserved_held_or_another_tag_s()
    {
        Assert.Equal(KeyStanding.Free, ConnectPolicy.Judge(null, ""));
        Assert.Equal(KeyStanding.Held, ConnectPolicy.Judge(Held, ""));
        Assert.Equal(KeyStanding.Reserved, ConnectPolicy.Judge(Held with { State = KeyEntryState.Reserved }, ""));
        Assert.Equal(KeyStanding.OtherTag, ConnectPolicy.Judge(Held, "v2"));
    }

    [Theory]
    [InlineData(BackendStatus.Terminated, null, 77, true)]
    [InlineData(BackendStatus.Terminated, TerminationReason.Swept, 77, true)]
    [InlineData(BackendStatus.Terminated, TerminationReason.Lost, 77, false)]
    [InlineData(BackendStatus.Terminated, TerminationReason.InternalError, 0, false)]
    [InlineData(BackendStatus.HardTerminating, TerminationReason.Swept, 77, false)]
    [InlineData(BackendStatus.Ready, null, 77, false)]
    public void Only_the_owner_s_word_frees_a_held_key(BackendStatus status, TerminationReason? reason, long token, bool released) =>
        Assert.Equal(released, ConnectPolicy.OwnerReleased(Held, status, reason, token));

    [Fact]
    public void A_lost_replacement_is_an_acceptance_where_the_own_backend_is_held()
    {
        Assert.True(ConnectPolicy.AcceptedAfterAll(Held, Held.Backend));
        Assert.False(ConnectPolicy.AcceptedAfterAll(Held, BackendId.Parse("other")));
        Assert.False(ConnectPolicy.AcceptedAfterAll(Held with { State = KeyEntryState.Reserved }, Held.Backend));
        Assert.False(ConnectPolicy.AcceptedAfterAll(null, Held.Backend));
    }

    [Fact]
    public void A_reserved_id_is_taken_over_only_where_it_led_nowhere()
    {
        var id = Held.Backend;

        Assert.True(ConnectPolicy.MayTakeOverId("other", Mine, id, hasRecord: false, holder: null));
        Assert.True(ConnectPolicy.MayTakeOverId("other", Mine, id, hasRecord: false, Held with { Backend = BackendId.Parse("another") }));
        Assert.True(ConnectPolicy.MayTakeOverId(Mine.Hash, Mine, id, hasRecord: false, Held));
        Assert.False(ConnectPolicy.MayTakeOverId("other", Mine, id, hasRecord: false, Held));
        Assert.False(ConnectPolicy.MayTakeOverId("other", Mine, id, hasRecord: true, holder: null));
    }
}
