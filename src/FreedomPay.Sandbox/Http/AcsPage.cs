using System.Net;
using System.Net.Sockets;
using System.Text;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Http;

/// <summary>
/// The page of the payer's bank, 3-D Secure. A form of the shop brings MD, PaReq and TermUrl; two forms bring MD and PaRes back to TermUrl, one when
/// the payer passes and one when he refuses. Nothing is paid here: the shop has to bring PaRes to the API. The page has no script, and
/// sends nobody anywhere but to an address of this machine.
/// </summary>
internal sealed class AcsPage(SandboxState state)
{
    public const string Prefix = "/acs/";

    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    public Answer Open(SandboxRequest request)
    {
        Payment? payment;
        lock (state.Gate) payment = state.Payments.OfBankPage(request.Path.Substring(Prefix.Length));
        if (payment?.Challenge is not { } challenge) return Say("There is no such payment at this bank.", 404);
        if (!payment.IsOpen) return Say("This payment has ended: it is paid, or it has failed.", 409);
        if (request.Method == "GET") return Say("This is the bank of the sandbox. It is opened with a form that posts MD, PaReq and TermUrl.", 200);
        WireNode? form = request.MediaType == "multipart/form-data"
            ? FormReader.Multipart(request.Body, request.Header("Content-Type")!)
            : FormReader.UrlEncoded(Latin1.GetString(request.Body));
        if (form?.TextOf("MD") != challenge.Md || form.TextOf("PaReq") != challenge.PaReq)
        {
            return Say("MD or PaReq is missing, or is not that of this payment.", 400);
        }

        return OnThisMachine(form.TextOf("TermUrl")) is { } back
            ? Ask(payment, challenge, back)
            : Say("TermUrl is missing, or does not begin with http://127.0.0.1 or http://localhost. The sandbox sends nobody elsewhere.", 400);
    }

    private static Answer Say(string text, int status) => Answer.Page(text) with { Status = status };

    /// <summary>An address of this machine; null for any other. Not by IPv6: the policy of the page could not name such an address.</summary>
    public static Uri? OnThisMachine(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttp && address.UserInfo.Length == 0
            && (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IsLoopback(address.Host))
            ? address
            : null;

    private static bool IsLoopback(string host) =>
        IPAddress.TryParse(host, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork && IPAddress.IsLoopback(address);

    private static Answer Ask(Payment payment, AcsChallenge challenge, Uri back)
    {
        string html = $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>3-D Secure of the sandbox</title></head>
            <body><main>
            <h1>3-D Secure</h1>
            <p>This page stands for that of the bank. No money moves.</p>
            <dl>
            <dt>Order</dt><dd>{Escape(payment.OrderId)}</dd>
            <dt>Amount</dt><dd>{Escape(payment.Amount)} {Escape(payment.Currency)}</dd>
            </dl>
            {Form("pass", challenge.Passed, "Pass: I am paying this")}
            {Form("refuse", challenge.Refused, "Refuse: I am not paying this")}
            </main></body>
            </html>

            """;
        return new Answer { ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes(html) }
            .With("Content-Security-Policy", $"default-src 'none'; form-action http://{back.Host}:{back.Port}; base-uri 'none'; frame-ancestors 'none'")
            .With("Cache-Control", "no-store");

        string Form(string id, string answer, string label) =>
            $"<form id=\"{id}\" method=\"post\" action=\"{Escape(back.AbsoluteUri)}\"><input type=\"hidden\" name=\"MD\" value=\"{Escape(challenge.Md)}\">"
            + $"<input type=\"hidden\" name=\"PaRes\" value=\"{Escape(answer)}\"><button type=\"submit\">{label}</button></form>";
    }

    private static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");
}
