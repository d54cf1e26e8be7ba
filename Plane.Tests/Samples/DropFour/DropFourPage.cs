using Plane.Tests.Browsing;

namespace Plane.Tests.Samples.DropFour;

/// <summary>The sample's page in a browser, and what it knows of the game.</summary>
internal static class DropFourPage
{
    /// <summary>
    /// Until its player sits at the table alone and first, as only the server can have told it: the page's words alone are there before its socket is, and of two windows
    /// whichever socket comes first begins the game.
    /// </summary>
    public static Task SeatedAloneAsync(BrowserWindow window, CancellationToken token) =>
        window.UntilAsync("`${view?.you} ${document.querySelector('#veil.on #veilTitle')?.textContent}`", "1 Waiting for the second player", token);

    /// <summary>Until so many moves are shown and the next is this window's, by the socket it opened at first.</summary>
    public static Task TurnComesAsync(BrowserWindow window, int moves, CancellationToken token) =>
        window.UntilAsync("`${view?.discs} ${myTurn()} ${socket.readyState} ${tries}`", $"{moves} true 1 0", token);

    /// <param name="column">From 0.</param>
    public static Task DropAsync(BrowserWindow window, int column, CancellationToken token) =>
        window.EvaluateAsync($"document.getElementById('columns').children[{column}].click()", token);

    /// <summary>Until the line below the board says so.</summary>
    public static Task SaysAsync(BrowserWindow window, string status, CancellationToken token) =>
        window.UntilAsync("document.getElementById('status').textContent", status, token);

    /// <summary>For whoever wonders why a game does not go on.</summary>
    public static Task<string?> StandingAsync(BrowserWindow window, CancellationToken token) =>
        window.EvaluateAsync("`discs ${view?.discs}, me ${view?.you}, turn ${view?.turn}, socket ${socket.readyState}, unsent ${socket.bufferedAmount}, tries ${tries}, hidden ${document.hidden}`", token);
}
