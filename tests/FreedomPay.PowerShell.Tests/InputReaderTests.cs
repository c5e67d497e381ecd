using System.Collections;
using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What a hashtable or an object becomes inside a request, and what it says of itself.</summary>
public sealed class InputReaderTests
{
    [Fact]
    public void Names_of_properties_and_of_the_API_are_members_in_any_case()
    {
        var address = (ClientAddress)InputReader.Read(typeof(ClientAddress), new Hashtable { ["COUNTRY"] = "KAZ", ["postal_code"] = "050000", ["Address_Line1"] = "Almaty", ["street"] = "Abay" })!;

        Assert.Equal(("KAZ", "050000", "Almaty", "Abay", null), (address.Country, address.PostalCode, address.City, address.Street, address.Building));
        Assert.Empty(address.Faults);
    }

    [Fact]
    public void The_text_of_an_object_names_its_members_and_shows_none_of_their_values() =>
        Assert.Equal("Country, Street", new ClientAddress { Country = "KAZ", Street = "Abay" }.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_cell_is_no_object(string? cell) => Assert.Null(InputReader.Read(typeof(ClientAddress), cell));

    [Fact]
    public void The_type_itself_stays_as_it_is()
    {
        var address = new ClientAddress { Country = "KAZ" };
        Assert.Same(address, InputReader.Read(typeof(ClientAddress), address));
    }

    public static TheoryData<object, string?, string> Faulty() => new()
    {
        { "Almaty, Abay 1", null, "is neither a hashtable nor an object; its members are Country, PostalCode, City, Street, Building" },
        { 5, null, "is neither a hashtable nor an object*" },
        { new object[] { new Hashtable { ["Country"] = "KAZ" } }, null, "is neither a hashtable nor an object*" },
        { new ClientIdentification(), null, "is neither a hashtable nor an object*" },
        { new Hashtable { ["Strete"] = "Abay" }, null, "has no member 'Strete'; its members are Country, PostalCode, City, Street, Building" },
        { new Hashtable { [new string('x', 500)] = null }, null, "has no member '" + new string('x', 60) + "…'*" },
        { new Hashtable { ["City"] = "Almaty", ["address_line1"] = "Astana" }, "City", "is given twice, by two names; give it once" },
        { new Hashtable { ["City"] = new Hashtable { ["Name"] = "Almaty" } }, "City", "is not text" },
        { new Hashtable { ["City"] = new ClientAddress() }, "City", "is not text" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void What_cannot_be_taken_is_a_fault_and_no_exception(object value, string? member, string reason)
    {
        InputFault fault = Assert.Single(InputReader.Read(typeof(ClientAddress), value)!.Faults);
        Assert.Equal(member, fault.Member);
        Assert.Matches("^" + System.Text.RegularExpressions.Regex.Escape(reason).Replace("\\*", ".*", StringComparison.Ordinal) + "$", fault.Reason);
    }

    [Fact]
    public void Every_fault_is_found_and_the_good_members_are_kept()
    {
        var address = (ClientAddress)InputReader.Read(typeof(ClientAddress), new Hashtable { ["Country"] = "KAZ", ["Zip"] = "1", ["Flat"] = "2" })!;
        Assert.Equal(2, address.Faults.Count);
        Assert.Equal("KAZ", address.Country);
    }

    [Fact]
    public void A_date_object_is_its_ISO_text_and_a_blank_member_is_none()
    {
        var time = new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.FromHours(5));
        var identification = (ClientIdentification)InputReader.Read(typeof(ClientIdentification), new Hashtable { ["date"] = time, ["IdentifiedBy"] = " " })!;
        Assert.Equal(("2026-01-31T09:30:00+05:00", null), (identification.Date, identification.IdentifiedBy));
        Assert.Equal(["Date", "IdentifiedBy"], identification.Given.Order(StringComparer.Ordinal));
    }
}
