using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Authentication;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Http;

/// <summary>An answer, ready to be sent.</summary>
internal sealed record Answer
{
    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    public byte[] Body { get; init; } = [];

    /// <summary>pg_sig in the body; null for unsigned answers.</summary>
    public string? Signature { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Answer Json(JsonNode node, int status = 200) => new() { Status = status, Body = Encoding.UTF8.GetBytes(JsonText.Write(node)) };

    public static Answer FromText(string json, int status = 200) => new() { Status = status, Body = Encoding.UTF8.GetBytes(json) };

    public static Answer Plain(string text, int status) =>
        new() { Status = status, ContentType = "text/plain; charset=utf-8", Body = Encoding.UTF8.GetBytes(text) };

    /// <summary>A page for a browser. The text is the sandbox's own.</summary>
    public static Answer Page(string text) => new Answer
    {
        ContentType = "text/html; charset=utf-8",
        Body = Encoding.UTF8.GetBytes(
            $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sandbox</title></head><body><p>{text}</p></body></html>\n"),
    }.With("Content-Security-Policy", "default-src 'none'");

    public static Answer Xml(WireNode message) => new()
    {
        ContentType = "application/xml; charset=utf-8",
        Body = Encoding.UTF8.GetBytes(XmlMessage.Write(message)),
        Signature = message.TextOf(PgSigner.SignatureField),
    };

    public Answer With(string header, string value) => this with { Headers = [.. Headers, new KeyValuePair<string, string>(header, value)] };

    /// <summary>The same answer with a signature that does not fit; itself when it carries none.</summary>
    public Answer WithWrongSignature()
    {
        if (Signature is null) return this;
        string wrong = (Signature[0] == '0' ? "1" : "0") + Signature.Remove(0, 1);
        return this with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Body).Replace(Signature, wrong)), Signature = wrong };
    }
}
