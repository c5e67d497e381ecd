using System.Globalization;
using System.Resources;

namespace FreedomPay.Fields;

/// <summary>The codes of ISO 3166-1 (countries) and ISO 4217 (currencies) as of 2026: facts, no behaviour.</summary>
internal static class Iso
{
    /// <summary>Alpha-3 code, colon, alpha-2 code; Kazakhstan and its neighbours first, as completion offers them.</summary>
    private const string CountryTable = """
        KAZ:KZ KGZ:KG UZB:UZ RUS:RU CHN:CN TKM:TM ABW:AW AFG:AF AGO:AO AIA:AI ALA:AX ALB:AL AND:AD ARE:AE ARG:AR ARM:AM
        ASM:AS ATA:AQ ATF:TF ATG:AG AUS:AU AUT:AT AZE:AZ BDI:BI BEL:BE BEN:BJ BES:BQ BFA:BF BGD:BD BGR:BG BHR:BH BHS:BS
        BIH:BA BLM:BL BLR:BY BLZ:BZ BMU:BM BOL:BO BRA:BR BRB:BB BRN:BN BTN:BT BVT:BV BWA:BW CAF:CF CAN:CA CCK:CC CHE:CH
        CHL:CL CIV:CI CMR:CM COD:CD COG:CG COK:CK COL:CO COM:KM CPV:CV CRI:CR CUB:CU CUW:CW CXR:CX CYM:KY CYP:CY CZE:CZ
        DEU:DE DJI:DJ DMA:DM DNK:DK DOM:DO DZA:DZ ECU:EC EGY:EG ERI:ER ESH:EH ESP:ES EST:EE ETH:ET FIN:FI FJI:FJ FLK:FK
        FRA:FR FRO:FO FSM:FM GAB:GA GBR:GB GEO:GE GGY:GG GHA:GH GIB:GI GIN:GN GLP:GP GMB:GM GNB:GW GNQ:GQ GRC:GR GRD:GD
        GRL:GL GTM:GT GUF:GF GUM:GU GUY:GY HKG:HK HMD:HM HND:HN HRV:HR HTI:HT HUN:HU IDN:ID IMN:IM IND:IN IOT:IO IRL:IE
        IRN:IR IRQ:IQ ISL:IS ISR:IL ITA:IT JAM:JM JEY:JE JOR:JO JPN:JP KEN:KE KHM:KH KIR:KI KNA:KN KOR:KR KWT:KW LAO:LA
        LBN:LB LBR:LR LBY:LY LCA:LC LIE:LI LKA:LK LSO:LS LTU:LT LUX:LU LVA:LV MAC:MO MAF:MF MAR:MA MCO:MC MDA:MD MDG:MG
        MDV:MV MEX:MX MHL:MH MKD:MK MLI:ML MLT:MT MMR:MM MNE:ME MNG:MN MNP:MP MOZ:MZ MRT:MR MSR:MS MTQ:MQ MUS:MU MWI:MW
        MYS:MY MYT:YT NAM:NA NCL:NC NER:NE NFK:NF NGA:NG NIC:NI NIU:NU NLD:NL NOR:NO NPL:NP NRU:NR NZL:NZ OMN:OM PAK:PK
        PAN:PA PCN:PN PER:PE PHL:PH PLW:PW PNG:PG POL:PL PRI:PR PRK:KP PRT:PT PRY:PY PSE:PS PYF:PF QAT:QA REU:RE ROU:RO
        RWA:RW SAU:SA SDN:SD SEN:SN SGP:SG SGS:GS SHN:SH SJM:SJ SLB:SB SLE:SL SLV:SV SMR:SM SOM:SO SPM:PM SRB:RS SSD:SS
        STP:ST SUR:SR SVK:SK SVN:SI SWE:SE SWZ:SZ SXM:SX SYC:SC SYR:SY TCA:TC TCD:TD TGO:TG THA:TH TJK:TJ TKL:TK TLS:TL
        TON:TO TTO:TT TUN:TN TUR:TR TUV:TV TWN:TW TZA:TZ UGA:UG UKR:UA UMI:UM URY:UY USA:US VAT:VA VCT:VC VEN:VE VGB:VG
        VIR:VI VNM:VN VUT:VU WLF:WF WSM:WS YEM:YE ZAF:ZA ZMB:ZM ZWE:ZW
        """;

    /// <summary>The region's currencies first.</summary>
    private const string CurrencyTable = """
        KZT KGS UZS RUB USD EUR AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB
        BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB
        FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
        KHR KMF KPW KRW KWD KYD LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
        MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RWF SAR SBD SCR SDG
        SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX UYU VES
        VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """;

    private static readonly Dictionary<string, string> Alpha2ByAlpha3 = Words(CountryTable)
        .ToDictionary(w => w.Substring(0, 3), w => w.Substring(4), StringComparer.Ordinal);
    private static readonly HashSet<string> CurrencyCodes = new(Words(CurrencyTable), StringComparer.Ordinal);

    // Of our own: RegionInfo says a name in English or in the language of the country, and in another language only as far as a system goes.
    private static readonly ResourceManager CountryNames = new("FreedomPay.Texts.Countries", typeof(Iso).Assembly);
    private static readonly ResourceManager CurrencyNames = new("FreedomPay.Texts.Currencies", typeof(Iso).Assembly);

    public static IEnumerable<string> Countries => Alpha2ByAlpha3.Keys;

    public static IEnumerable<string> Currencies => Words(CurrencyTable);

    /// <summary>The name of a country in the language of the user.</summary>
    public static string? CountryName(string code) => CountryNames.GetString(code, CultureInfo.CurrentUICulture);

    /// <summary>The name of a currency in the language of the user.</summary>
    public static string? CurrencyName(string code) => CurrencyNames.GetString(code, CultureInfo.CurrentUICulture);

    public static bool IsCountry(string code) => Alpha2ByAlpha3.ContainsKey(code);

    public static bool IsCurrency(string code) => CurrencyCodes.Contains(code);

    /// <summary>The alpha-3 code that somebody meant who wrote an alpha-2 code or small letters.</summary>
    public static string? SuggestCountry(string text)
    {
        string capital = text.ToUpperInvariant();
        if (Alpha2ByAlpha3.ContainsKey(capital)) return capital;
        return Alpha2ByAlpha3.FirstOrDefault(pair => pair.Value == capital).Key;
    }

    private static string[] Words(string table) => table.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
