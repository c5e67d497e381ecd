using System.Net;
using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

/// <summary>3-D Secure: the page of the bank, and the end of a payment after it.</summary>
public sealed class AcsPageTests : GatewayTest
{
    [Fact]
    public async Task A_payer_who_passes_has_paid_when_the_shop_says_so_and_not_before()
    {
        XElement asked = await PayByCard(ThreeDs);
        Fits("CardPayment", asked);
        Assert.Equal(("ok", "1"), (asked.Element("pg_status")!.Value, asked.Element("pg_3ds")!.Value));
        Assert.StartsWith(Sandbox.BaseUri + "acs/", asked.Element("pg_3d_acsurl")!.Value, StringComparison.Ordinal);
        Assert.Null(asked.Element("pg_auth_code"));
        string id = Id(asked);
        Assert.Equal("process", await WordOf(id));

        (string md, string passed, string refused) = await Visit(asked);
        Assert.Equal(asked.Element("pg_3d_md")!.Value, md);
        Assert.NotEqual(passed, refused);
        XElement state = await StatusOf(id);
        Assert.Equal(("process", null), (state.Element("pg_payment_status")!.Value, state.Element("pg_captured")?.Value));

        XElement done = await Complete(id, md, passed);
        Fits("Card3dsResult", done);
        state = await StatusOf(id);
        Assert.Equal(("success", "1", "25.00", done.Element("pg_auth_code")!.Value), (state.Element("pg_payment_status")!.Value, state.Element("pg_captured")!.Value, state.Element("pg_clearing_amount")!.Value, state.Element("pg_auth_code")!.Value));
        Assert.Equal(["gatewayPayByCard", "gatewayCompleteCardPayment3ds"], Deeds());
    }

    [Fact]
    public async Task A_hold_is_held_after_it_too()
    {
        XElement asked = await PayByCard(ThreeDs, ("pg_auto_clearing", "0"));
        (string md, string passed, _) = await Visit(asked);
        Assert.Equal("120", Code(await Gateway("clearing", ("pg_payment_id", Id(asked)))));
        Assert.Equal("", Code(await Complete(Id(asked), md, passed)));
        Assert.Equal("0", (await StatusOf(Id(asked))).Element("pg_captured")!.Value);
        Assert.Equal("", Code(await Gateway("clearing", ("pg_payment_id", Id(asked)))));
    }

    [Fact]
    public async Task A_payer_who_refuses_has_not_paid_and_cannot_think_better_of_it()
    {
        XElement asked = await PayByCard(ThreeDs);
        (string md, string passed, string refused) = await Visit(asked);
        Assert.Equal("8889", Code(await Complete(Id(asked), md, refused)));
        XElement state = await StatusOf(Id(asked));
        Assert.Equal(("ok", "error", "8889", null), (state.Element("pg_status")!.Value, state.Element("pg_payment_status")!.Value, state.Element("pg_failure_code")!.Value, state.Element("pg_captured")?.Value));
        Assert.NotEmpty(state.Element("pg_failure_description")!.Value);

        Assert.Equal("8889", Code(await Complete(Id(asked), md, passed)));
        Assert.Equal("error", await WordOf(Id(asked)));
        Assert.True(Sandbox.Control.Pay(Id(asked)));
        Assert.Equal("error", await WordOf(Id(asked)));
        Assert.Equal(["gatewayPayByCard", "not gatewayCompleteCardPayment3ds", "not gatewayCompleteCardPayment3ds"], Deeds());
    }

    [Fact]
    public async Task An_answer_of_the_bank_is_good_once()
    {
        XElement asked = await PayByCard(ThreeDs);
        (string md, string passed, string refused) = await Visit(asked);
        Assert.Equal(["", "8889", "8889"], [Code(await Complete(Id(asked), md, passed)), Code(await Complete(Id(asked), md, passed)), Code(await Complete(Id(asked), md, refused))]);
        Assert.Equal("success", await WordOf(Id(asked)));
        Assert.Single(Sandbox.Control.Ledger, static entry => entry is { OperationId: "gatewayCompleteCardPayment3ds", Effect: true });
    }

    [Fact]
    public async Task A_made_up_answer_or_that_of_another_payment_changes_nothing()
    {
        XElement[] asked = [await PayByCard(ThreeDs), await PayByCard(ThreeDs)];
        (string Md, string Passed, string Refused) first = await Visit(asked[0]);
        (string Md, string Passed, string Refused) second = await Visit(asked[1]);
        Assert.Equal(6, new[] { first.Md, first.Passed, first.Refused, second.Md, second.Passed, second.Refused }.Distinct().Count());
        foreach ((string md, string paRes) in new[] { (first.Md, "pass"), (first.Md, ""), ("", first.Passed), (first.Md, second.Passed), (second.Md, second.Passed), (second.Md, first.Passed), (first.Md, first.Md), (first.Md, asked[0].Element("pg_3d_pareq")!.Value), (second.Md, second.Refused) })
        {
            Assert.Equal("8889", Code(await Complete(Id(asked[0]), md, paRes)));
            Assert.Equal("process", await WordOf(Id(asked[0])));
        }

        Assert.Equal(["", ""], [Code(await Complete(Id(asked[0]), first.Md, first.Passed)), Code(await Complete(Id(asked[1]), second.Md, second.Passed))]);
    }

    [Fact]
    public async Task What_was_never_sent_to_a_bank_has_no_answer_of_it()
    {
        Assert.Equal("11068", Code(await Complete("1", "md", "pares")));
        Assert.Equal("120", Code(await Complete(Id(await PayByCard(Good)), "md", "pares")));
    }

    [Theory]
    [InlineData(Good, "1", "1")]
    [InlineData(Good, "0", "0")]
    [InlineData("4400000000000007", "1", "1")]
    [InlineData("4400000000000007", null, "0")]
    [InlineData(ThreeDs, "0", "1")]
    [InlineData("4716047261941981", "1", "0")]
    public async Task Three_D_Secure_is_asked_for_by_card_or_by_shop(string number, string? challenge, string expected)
    {
        XElement paid = await PayByCard(number, challenge is null ? [] : [("pg_3ds_challenge", challenge)]);
        Assert.Equal(expected, paid.Element("pg_3ds")!.Value);
    }

    [Fact]
    public async Task An_encrypted_card_is_sent_to_a_bank_when_the_shop_asks_for_it() =>
        Assert.Equal("1", (await Pay(("pg_encrypted_card", "a.b.c.d.e"), ("pg_card_name", "IVAN IVANOV"), ("pg_3ds_challenge", "1"))).Element("pg_3ds")!.Value);

    [Fact]
    public async Task A_card_that_is_declined_is_so_without_a_bank()
    {
        Assert.Equal("10004", Code(await PayByCard("4400444400004447", ("pg_3ds_challenge", "1"))));
    }

    [Fact]
    public async Task A_profile_is_good_when_its_first_payment_has_passed()
    {
        XElement asked = await PayByCard(ThreeDs, ("pg_recurring_start", "1"));
        (string, string)[] charge = [("pg_order_id", "R"), ("pg_amount", "1"), ("pg_description", "x"), ("pg_recurring_profile", asked.Element("pg_recurring_profile")!.Value)];
        Assert.Equal("11068", Code(await Gateway("recurrent", charge)));
        (string md, string passed, _) = await Visit(asked);
        Assert.Equal("", Code(await Complete(Id(asked), md, passed)));
        Assert.Equal("", Code(await Gateway("recurrent", charge)));
    }

    [Fact]
    public async Task The_page_may_do_nothing_but_send_its_forms_back_to_the_shop()
    {
        (HttpResponseMessage response, string html) = await Send(ToBank(await PayByCard(ThreeDs), TermUrl));
        Assert.Equal("default-src 'none'; form-action http://127.0.0.1:8123; base-uri 'none'; frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        foreach (string forbidden in new[] { "<script", "<style", "style=", "<link", "<img", "javascript:", "onclick" }) Assert.DoesNotContain(forbidden, html, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("25.00 KZT", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_have_written_stays_text_on_the_page()
    {
        XElement asked = await PayByCard(ThreeDs, ("pg_order_id", "<script>alert('1')</script>\"&"), ("pg_currency", "<b>KZT"));
        (_, string html) = await Send(ToBank(asked, "http://localhost:8123/x?y=\"><script>alert(1)</script>&z='"));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("action=\"http://localhost:8123/x?y=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&amp;z=&#39;\"").Length - 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/term")]
    [InlineData("https://127.0.0.1/term")]
    [InlineData("http://example.com/term")]
    [InlineData("http://127.0.0.1.example.com/term")]
    [InlineData("http://localhost.example.com/term")]
    [InlineData("http://example.com@127.0.0.1/term")]
    [InlineData("http://127.0.0.1@example.com/term")]
    [InlineData("http://[::1]/term")]
    [InlineData("http://10.0.0.1/term")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//127.0.0.1/term")]
    public async Task Nobody_is_sent_to_another_machine(string? termUrl)
    {
        XElement asked = await PayByCard(ThreeDs);
        (HttpResponseMessage response, string html) = await Send(ToBank(asked, termUrl));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("TermUrl", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost/term", "http://localhost:80")]
    [InlineData("HTTP://LOCALHOST:8123/term", "http://localhost:8123")]
    [InlineData("http://127.1.2.3:8123/term", "http://127.1.2.3:8123")]
    public async Task The_policy_of_the_page_names_the_origin_of_the_shop(string termUrl, string origin)
    {
        (HttpResponseMessage response, _) = await Send(ToBank(await PayByCard(ThreeDs), termUrl));
        Assert.Contains($"form-action {origin};", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_asks_nobody_who_does_not_come_from_the_shop()
    {
        XElement asked = await PayByCard(ThreeDs);
        XElement other = await PayByCard(ThreeDs);
        foreach (string element in new[] { "pg_3d_md", "pg_3d_pareq" })
        {
            var mixed = new XElement(asked);
            mixed.Element(element)!.Value = other.Element(element)!.Value;
            (HttpResponseMessage response, string html) = await Send(ToBank(mixed, TermUrl));
            Assert.Equal(400, (int)response.StatusCode);
            Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        }

        (HttpResponseMessage opened, string page) = await Send(new HttpRequestMessage(HttpMethod.Get, asked.Element("pg_3d_acsurl")!.Value));
        Assert.Equal((200, "default-src 'none'"), ((int)opened.StatusCode, opened.Headers.GetValues("Content-Security-Policy").Single()));
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await Send(new HttpRequestMessage(HttpMethod.Get, new Uri(Sandbox.BaseUri, "/acs/0")))).Response.StatusCode);
    }

    [Fact]
    public async Task The_page_of_a_payment_that_has_ended_asks_nothing()
    {
        XElement asked = await PayByCard(ThreeDs);
        (string md, string passed, _) = await Visit(asked);
        await Complete(Id(asked), md, passed);
        (HttpResponseMessage response, string html) = await Send(ToBank(asked, TermUrl));
        Assert.Equal(409, (int)response.StatusCode);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("navigate", "document", null, 200)]
    [InlineData(null, null, null, 200)]
    [InlineData("cors", "empty", null, 403)]
    [InlineData("navigate", "iframe", null, 403)]
    [InlineData("navigate", "document", "evil.example", 403)]
    public async Task A_page_of_a_shop_may_lead_to_the_bank_and_nothing_else(string? mode, string? destination, string? host, int status)
    {
        XElement asked = await PayByCard(ThreeDs);
        using HttpRequestMessage request = ToBank(asked, TermUrl);
        request.Headers.Add("Origin", "http://127.0.0.1:8123");
        if (mode is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            request.Headers.Add("Sec-Fetch-Mode", mode);
            request.Headers.Add("Sec-Fetch-Dest", destination);
        }

        request.Headers.Host = host;
        using HttpResponseMessage response = await Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("MD=%zz&PaReq=x")]
    [InlineData("")]
    [InlineData("MD[a]=1&PaReq[b]=2")]
    public async Task A_form_that_cannot_be_read_is_refused(string form)
    {
        XElement asked = await PayByCard(ThreeDs);
        using var request = new HttpRequestMessage(HttpMethod.Post, asked.Element("pg_3d_acsurl")!.Value) { Content = new StringContent(form, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded") };
        using HttpResponseMessage response = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, State().GetProperty("counts").GetProperty("unhandledExceptions").GetInt32());
    }

    [Fact]
    public async Task A_multipart_form_is_read_too()
    {
        XElement asked = await PayByCard(ThreeDs);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(asked.Element("pg_3d_md")!.Value), "MD" }, { new StringContent(asked.Element("pg_3d_pareq")!.Value), "PaReq" }, { new StringContent(TermUrl), "TermUrl" },
        };
        using HttpResponseMessage response = await Client.PostAsync(asked.Element("pg_3d_acsurl")!.Value, form);
        Assert.Equal(200, (int)response.StatusCode);
    }
}
