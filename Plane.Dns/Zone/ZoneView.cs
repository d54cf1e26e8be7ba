namespace Plane.Dns.Zone;

/// <summary>Where the newest zones stand: one writes, all sockets read.</summary>
internal sealed class ZoneView
{
    private ZoneTable _current = ZoneTable.Empty;

    public ZoneTable Current => Volatile.Read(ref _current);

    public void Publish(ZoneTable table) => Volatile.Write(ref _current, table);
}
