using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Resilience;

namespace FreedomPay.Core.Protocols;

/// <summary>Says what an answer means: the one place where HTTP status, body and signature are judged.</summary>
internal static class AnswerJudge
{
    /// <summary>Judges an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="retryAfter">The header Retry-After.</param>
    /// <param name="now">To count a date in it from.</param>
    /// <param name="redactor">Masks what the API says in words.</param>
    /// <param name="isProven">Whether the API has accepted the credential of the request before.</param>
    /// <param name="isPage">Whether the body is a page for a browser.</param>
    /// <param name="headers">What it says in its headers, where the route has it there; else null.</param>
    public static AttemptResult Read(
        PreparedRequest request, int status, byte[] body, string? retryAfter, DateTimeOffset now, RequestRedactor redactor, bool isProven,
        bool isPage = false, AnswerHeaders? headers = null)
    {
        ApiRequest source = request.Source;
        string name = source.OperationId;
        bool pg = source.Route.Protocol is WireProtocol.Pg;
        bool parsed = pg ? PgXml.TryParse(body, out JsonObject answer, out string error) : JsonAnswer.TryParse(body, out answer, out error);
        JsonObject? said = parsed ? answer : null;
        bool legacy = source.Route.Protocol is WireProtocol.LegacySign;
        Refusal? refusal = said is null ? InOtherFormat(pg, body) : pg ? Refusal.OfPg(said) : legacy ? Refusal.OfLegacy(said) : Refusal.OfJson(said);
        // Where the header tells of the request, a body with a state of its own tells of the thing, be that an error.
        if (headers is { IsSuccess: true } && said?.ContainsKey("status") == true) refusal = null;
        else if (headers is { IsError: true } && said is not null) refusal ??= new Refusal();
        refusal = refusal?.Masked(redactor);
        bool signed = pg && said is not null && PgSigner.Verify(request.ScriptName, said, PgMessage.Xml, request.PgSecret);
        return status switch
        {
            429 => Result(AttemptKind.Throttled, FaultReason.Throttled, Messages.PauseAsked.With(name)),
            408 or >= 500 or < 200 => Result(AttemptKind.Lost, FaultReason.ServerError, Messages.ServerAnswered.With(status)),
            // Somebody in between may have sent it, before the API or after.
            >= 300 and < 400 => Invalid(Messages.Redirected.With(status)),
            _ => Judge(),
        };

        AttemptResult Judge()
        {
            if (headers?.OtherId is { } otherId) return Invalid(Messages.AnswerOfOther.With(otherId));
            // Whoever has the wrong secret cannot verify the answer that says so.
            if (refusal?.Code is { } code && ErrorCodes.NamesCredentials(source.Route.Protocol, code))
            {
                return IsDoubted() ? Result(AttemptKind.Lost, FaultReason.Unauthorized, Messages.CredentialsDenied.With(code)) : Unauthorized();
            }
            if (pg && !signed && said?.ContainsKey(PgSigner.SignatureField) == true)
            {
                return Untrusted(refusal is null ? Messages.SuccessWronglySigned : Messages.ErrorWronglySigned);
            }
            if (said is not null && AnswerIdentity.Other(source.Fields, said, refusal is not null) is { } other)
            {
                return Invalid(Messages.AnswerOfOther.With(other));
            }
            if (headers?.FaultOf(status < 300) is { } fault) return Invalid(fault);
            if (status is 401 or 403) return Unauthorized();
            if (refusal is { IsCodeUnreadable: true } && source.Safety is not Safety.Read) return Invalid(Messages.ErrorCodeUnreadable);
            if (refusal?.Code is { } open && ErrorCodes.LeavesOpen(source.Route.Protocol, open))
            {
                return source.Safety is Safety.Read
                    ? Result(AttemptKind.Refused, FaultReason.ServerError, Sentence(Messages.Refused.With(name)))
                    : Result(AttemptKind.Lost, FaultReason.ServerError, Messages.StateLeftOpen.With(open));
            }

            // Its own format, and the end is missing: the code that was in it may have been such a one.
            if (status >= 300 && said is null && !isPage && source.Safety is not Safety.Read && Begins(body, pg ? '<' : '{'))
            {
                return Invalid(Messages.AnswerIs.With(error));
            }

            // One hand says no and the other yes.
            bool isTaken = said is not null
                && (headers is null ? refusal is null && StatusWords.SaysTaken(source, said) : Refusal.HasGoodState(said));
            if (status >= 300 && isTaken && source.Safety is not Safety.Read)
            {
                return Invalid(Messages.AnswerContradicts);
            }

            return status < 300 ? Success() : Result(AttemptKind.Refused, FaultReason.Refused, Sentence(Messages.RefusedHttp.With(name, status)));
        }

        // Where the name of the script is in doubt, the API itself may say so of a credential that is good.
        bool IsDoubted() => isProven && !(signed && request.IsScriptInDoubt);

        AttemptResult Success()
        {
            if (body.Length == 0) return MayBeEmpty(source) ? Result(AttemptKind.Succeeded, default, "", []) : Invalid(Messages.AnswerEmpty);
            if (said is null) return Invalid(refusal is null ? Messages.AnswerIs.With(error) : WithSaid(Messages.AnswerIsInOtherFormat));
            if (legacy && !LegacyStatus.IsStatus(said)) return Invalid(Messages.AnswerStatusWrong);
            if (refusal is not null)
            {
                return source.Safety is not Safety.Read && (StatusWords.SaysTaken(source, said) || IsContradicted(said))
                    ? Invalid(Messages.AnswerContradicts)
                    : Result(AttemptKind.Refused, FaultReason.Refused, Sentence(Messages.Refused.With(name)));
            }

            // Whatever has no pg_status is no answer of the API at all, but perhaps a page of a proxy; only lists and what is deleted may lack it.
            if (pg && !said.ContainsKey("pg_status") && !(signed && source.Safety is Safety.Read or Safety.Natural))
            {
                return Invalid(Messages.AnswerHasNo.With("pg_status"));
            }
            if (pg && !signed) return Untrusted(Messages.SuccessNotSigned);
            // With the state of a payment beside it, the code belongs to that.
            if (pg && source.Safety is not Safety.Read && !said.ContainsKey("pg_payment_status") && Refusal.HasPgCode(said))
            {
                return Invalid(Messages.AnswerContradicts);
            }
            if (StatusWords.Unknown(source, said) is { } member) return Invalid(Messages.AnswerStatusUnknown.With(member));
            foreach (string field in source.AnswerFields)
            {
                // An element that is there twice says two things, and so nothing.
                if (said[field] is null || (pg && said[field] is JsonArray)) return Invalid(Messages.AnswerHasNo.With(field));
            }

            if (headers is not null) said[AnswerHeaders.StatusName] = headers.Status;
            return Result(AttemptKind.Succeeded, default, "", said);
        }

        // The header says that the request went well and the body that it did not, or the other way round.
        bool IsContradicted(JsonObject answer) => headers is { IsSuccess: true } || (headers is { IsError: true } && Refusal.HasGoodState(answer));

        AttemptResult Invalid(string message) => Result(AttemptKind.Lost, FaultReason.InvalidAnswer, message);

        AttemptResult Untrusted(string message) => Result(AttemptKind.Lost, FaultReason.UntrustedAnswer, message);

        AttemptResult Unauthorized()
        {
            string text = Sentence(status < 300 ? Messages.RefusedCredentials.With(name) : Messages.RefusedCredentialsHttp.With(name, status));
            if (ParameterOf(source) is { } parameter) text += Messages.CheckCredential.With(parameter);
            return Result(AttemptKind.Refused, FaultReason.Unauthorized, text);
        }

        string Sentence(string start)
        {
            string text = WithSaid(start) + ".";
            if (isPage) text += Messages.AnswerIsPage;
            else if (pg && !signed) text += said?.ContainsKey(PgSigner.SignatureField) == true ? Messages.WronglySigned : Messages.NotSigned;
            return text;
        }

        string WithSaid(string start)
        {
            string text = start;
            if (refusal?.Code is { } code) text += Messages.WithCode.With(code);
            if (refusal?.Description is { } description) text += ": " + description.TrimEnd('.', ' ');
            return text;
        }

        AttemptResult Result(AttemptKind kind, FaultReason reason, string message, JsonObject? kept = null) => new()
        {
            Kind = kind,
            Reason = reason,
            Message = message,
            Answer = kept,
            Code = refusal?.Code,
            Description = refusal?.Description,
            FieldErrors = refusal?.FieldErrors ?? AttemptResult.NoFieldErrors,
            IsSigned = signed,
            IsInOtherFormat = said is null && refusal is not null,
            HttpStatus = status,
            RetryAfter = status is 429 or 503 ? RetryAfter.Parse(retryAfter, now) : null,
        };
    }

    // A gate before the API, or another version of it, may answer in JSON where XML is expected, or the other way round. It proves nothing,
    // but it says why.
    private static Refusal? InOtherFormat(bool pg, byte[] body) => pg
        ? JsonAnswer.TryParse(body, out JsonObject json, out _) ? Refusal.OfJson(json) : null
        : PgXml.TryParse(body, out JsonObject xml, out _) ? Refusal.OfPg(xml) : null;

    private static bool Begins(byte[] body, char first)
    {
        int start = 0;
        while (start < body.Length && body[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF) start++;
        return start < body.Length && body[start] == first;
    }

    // Some operations document no body. But from one whose repeat may act twice, and from a signed protocol, silence is no success.
    private static bool MayBeEmpty(ApiRequest request) =>
        request.AnswerFields.Count == 0 && request.Safety is Safety.Read or Safety.Natural && request.Route.Protocol is not WireProtocol.Pg;

    /// <summary>The parameter of Connect-FreedomPay that the credential came from; null where it is the token of a user.</summary>
    private static string? ParameterOf(ApiRequest request) => request.Route.Credential switch
    {
        CredentialKind.Partner => "-Partner",
        CredentialKind.Merchant => "-Merchant",
        CredentialKind.Payout => "-Payout",
        CredentialKind.FreedomIdClient => "-FreedomId",
        CredentialKind.FreedomIdToken => "-FreedomIdToken",
        _ => null,
    };

    private sealed class Refusal
    {
        public string? Code { get; private init; }

        public string? Description { get; private init; }

        public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; private init; } = AttemptResult.NoFieldErrors;

        /// <summary>Whether there is a code in a shape that no code has, so that it may be any, one that leaves all open too.</summary>
        public bool IsCodeUnreadable { get; private init; }

        private const int MostFields = 100;
        private const int MostTexts = 10;

        /// <summary>The same in lines that may be shown. However much a server says, only so much of it is read.</summary>
        public Refusal Masked(RequestRedactor redactor) => Description is null && FieldErrors.Count == 0 && (Code is null || IsPlain(Code)) ? this : new()
        {
            Code = Code is null || IsPlain(Code) ? Code : redactor.Value.SaidLine(Code),
            IsCodeUnreadable = IsCodeUnreadable,
            Description = Description is { } text ? redactor.Value.SaidLine(text) : null,
            FieldErrors = FieldErrors.Count == 0 ? FieldErrors : Lines(redactor.Value),
        };

        // A number of a list, and no text that may say anything.
        private static bool IsPlain(string code) => code.Length <= 7 && code.All(static c => c is (>= '0' and <= '9') or '-' or '.');

        // Two names may become one when they are masked.
        private Dictionary<string, IReadOnlyList<string>> Lines(Redactor masks)
        {
            var lines = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (KeyValuePair<string, IReadOnlyList<string>> field in FieldErrors.Take(MostFields))
            {
                lines[masks.Line(field.Key)] = [.. field.Value.Take(MostTexts).Select(masks.SaidLine)];
            }
            return lines;
        }

        public static Refusal? OfPg(JsonObject answer) => IsError(answer["pg_status"])
            ? new Refusal
            {
                Code = Text(answer["pg_error_code"]),
                IsCodeUnreadable = IsUnreadable(answer["pg_error_code"]),
                Description = Text(answer["pg_error_description"]),
            }
            : null;

        public static bool HasPgCode(JsonObject answer) => IsUnreadable(answer["pg_error_code"]) || Text(answer["pg_error_code"]) is not (null or "0");

        public static Refusal? OfLegacy(JsonObject answer) => LegacyStatus.IsStatus(answer) && Text(answer["status"]) is { } code and not "0"
            ? new Refusal { Code = code, Description = LegacyStatus.Describe(code, Text(answer["error_description"])) }
            : null;

        public static Refusal? OfJson(JsonObject answer)
        {
            JsonNode? error = answer["error"];
            bool says = Says(error);
            // Installments may report an error by its code alone. With a status beside it, the code belongs to what was asked about.
            bool coded = !answer.ContainsKey("status") && Text(answer["error_code"]) is { } code && code != "0";
            if (!says && !coded && !IsError(answer["status"])) return null;
            JsonObject? detail = error as JsonObject ?? (answer["response"] as JsonObject)?["error"] as JsonObject;
            return new Refusal
            {
                Code = Text(answer["error_code"]) ?? Text(detail?["code"]) ?? (error is JsonValue ? Text(error) : null),
                IsCodeUnreadable = IsUnreadable(answer["error_code"]) || IsUnreadable(detail?["code"]),
                Description = Text(answer["error_description"]) ?? Text(detail?["description"]) ?? Text(detail?["message"]) ?? Text(answer["message"]),
                FieldErrors = Fields(detail?["errors"] ?? answer["errors"]),
            };
        }

        /// <summary>Whether there is a state, and it is no error.</summary>
        public static bool HasGoodState(JsonObject answer) => Text(answer["status"]) is not null && !IsError(answer["status"]);

        private static bool IsUnreadable(JsonNode? code) => code is JsonArray or JsonObject { Count: > 0 };

        private static bool IsError(JsonNode? status) => string.Equals(Text(status), "error", StringComparison.OrdinalIgnoreCase);

        // An answer may carry an error member that says there is none: null, empty, or code 0.
        private static bool Says(JsonNode? error) => error switch
        {
            JsonObject members => PgForm.Pairs(members).Any(static m => Says(m.Node)),
            JsonArray list => list.Any(Says),
            JsonValue value => value.GetValueKind() == JsonValueKind.True || (Text(value) is { } text && text != "0"),
            _ => false,
        };

        private static string? Text(JsonNode? node)
        {
            if (node is not JsonValue value) return null;
            string? text = value.GetValueKind() switch
            {
                JsonValueKind.String => value.GetValue<string>().Trim(),
                JsonValueKind.Number => value.ToJsonString(),
                _ => null,
            };
            return string.IsNullOrEmpty(text) ? null : text;
        }

        private static IReadOnlyDictionary<string, IReadOnlyList<string>> Fields(JsonNode? errors)
        {
            if (errors is not JsonObject members || members.Count == 0) return AttemptResult.NoFieldErrors;
            var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach ((string field, JsonNode? node) in PgForm.Pairs(members))
            {
                fields[field] = node is JsonArray list ? [.. list.Select(Text).OfType<string>()] : Text(node) is { } text ? [text] : [];
            }

            return fields;
        }
    }
}
