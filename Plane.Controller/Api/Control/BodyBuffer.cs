using System.Buffers;

namespace Plane.Controller.Api.Control;

/// <summary>One body as it arrives, in a pooled array that doubles; each size is taken from the budget before it is rented.</summary>
internal sealed class BodyBuffer(BodyBudget budget) : IDisposable
{
    private const int FirstSize = 4096;
    private byte[] _bytes = [];
    private int _taken;
    private int _written;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _written);

    /// <summary>Reads to the end; how long a body may be is the server's to limit.</summary>
    /// <returns>False where the budget ran out.</returns>
    public async Task<bool> FillAsync(Stream body, CancellationToken token)
    {
        while (true)
        {
            if (_written == _bytes.Length && !TryGrow())
            {
                return false;
            }

            var read = await body.ReadAsync(_bytes.AsMemory(_written), token);
            if (read == 0)
            {
                return true;
            }

            _written += read;
        }
    }

    public void Dispose()
    {
        Return(_bytes);
        budget.GiveBack(_taken);
        (_bytes, _taken, _written) = ([], 0, 0);
    }

    private bool TryGrow()
    {
        var size = Math.Max(FirstSize, _bytes.Length * 2);
        if (!budget.TryTake(size - _taken))
        {
            return false;
        }

        _taken = size;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Written.CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
        return true;
    }

    /// <summary>Cleared, for bodies hold secrets.</summary>
    private static void Return(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }
}
