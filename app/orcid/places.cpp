#include "app/orcid/enumerations.h"

#include <QtCore/QCollator>
#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QLocale>

#include <algorithm>

namespace baton::orcid {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kCountries
    = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
      "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
      "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
      "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
      "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
      "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
      "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK";

constexpr auto kLanguages
    = "ab aa af ak sq am ar an hy as av ae ay az bm ba eu be bn bh bi bs br bg my ca ch ce zh_CN zh_TW cu cv kw co cr "
      "hr cs da dv nl dz en eo et ee fo fj fi fr fy ff gl lg ka de el kl gn gu ht ha iw hz hi ho hu is io ig in ia ie "
      "iu ik ga it ja jv kn kr ks kk km ki rw ky kv kg ko ku kj lo la lv li ln lt lu lb mk mg ms ml mt gv mi mr mh mo "
      "mn na nv ng ne nd se no nb nn ny oc oj or om os pi pa fa pl pt ps qu rm ro rn ru sm sg sa sc gd sr sn ii sd si "
      "sk sl so nr st es su sw ss sv tl ty tg ta tt te th bo ti to ts tn tr tk tw ug uk ur uz ve vi vo wa cy wo xh ji "
      "yo za zu";

constexpr auto kCurrencies
    = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
      "CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
      "GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP "
      "LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
      "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS "
      "TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

QStringList split(const char *list)
{
    return QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
}

/// What QLocale calls by an older or longer name, or does not know by its code.
QString countryName(const QString &code)
{
    if (code == u"XK")
        return QCoreApplication::translate("Vocabulary", "Kosovo");
    const QLocale::Territory territory = QLocale::codeToTerritory(code);
    return territory == QLocale::AnyTerritory ? code : QLocale::territoryToString(territory);
}

QString languageName(const QString &code)
{
    // Java's old codes for Hebrew, Indonesian and Yiddish, and three that QLocale counts under another code.
    static const QHash<QString, const char *> special {
        { QStringLiteral("iw"), QT_TRANSLATE_NOOP("Vocabulary", "Hebrew") },
        { QStringLiteral("in"), QT_TRANSLATE_NOOP("Vocabulary", "Indonesian") },
        { QStringLiteral("ji"), QT_TRANSLATE_NOOP("Vocabulary", "Yiddish") },
        { QStringLiteral("zh_CN"), QT_TRANSLATE_NOOP("Vocabulary", "Chinese, simplified") },
        { QStringLiteral("zh_TW"), QT_TRANSLATE_NOOP("Vocabulary", "Chinese, traditional") },
        { QStringLiteral("mo"), QT_TRANSLATE_NOOP("Vocabulary", "Moldavian") },
        { QStringLiteral("tl"), QT_TRANSLATE_NOOP("Vocabulary", "Tagalog") },
        { QStringLiteral("no"), QT_TRANSLATE_NOOP("Vocabulary", "Norwegian") },
        { QStringLiteral("tw"), QT_TRANSLATE_NOOP("Vocabulary", "Twi") },
        { QStringLiteral("bh"), QT_TRANSLATE_NOOP("Vocabulary", "Bihari") },
    };
    if (const char *name = special.value(code, nullptr))
        return QCoreApplication::translate("Vocabulary", name);
    const QLocale::Language language = QLocale::codeToLanguage(code);
    return language == QLocale::AnyLanguage || language == QLocale::C ? code : QLocale::languageToString(language);
}

void sortByLabel(QList<Term> &terms)
{
    const QCollator collator { QLocale(QLocale::English) };
    std::sort(terms.begin(), terms.end(),
        [&collator](const Term &a, const Term &b) { return collator.compare(a.label, b.label) < 0; });
}

QHash<QString, QString> currencyNames()
{
    QHash<QString, QString> names;
    for (const QLocale &locale : QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory)) {
        const QString code = locale.currencySymbol(QLocale::CurrencyIsoCode);
        if (!code.isEmpty() && (locale.language() == QLocale::English || !names.contains(code)))
            names.insert(code, locale.currencySymbol(QLocale::CurrencyDisplayName));
    }
    return names;
}

} // namespace

const QList<Term> &countries()
{
    static const QList<Term> all = [] {
        QList<Term> list;
        for (const QString &code : split(kCountries))
            list << Term { code, countryName(code) };
        sortByLabel(list);
        return list;
    }();
    return all;
}

const QList<Term> &languages()
{
    static const QList<Term> all = [] {
        QList<Term> list;
        for (const QString &code : split(kLanguages))
            list << Term { code, languageName(code) };
        sortByLabel(list);
        return list;
    }();
    return all;
}

const QList<Term> &currencies()
{
    static const QList<Term> all = [] {
        const QHash<QString, QString> names = currencyNames();
        QList<Term> list;
        for (const QString &code : split(kCurrencies)) {
            const QString name = names.value(code);
            list << Term { code, name.isEmpty() ? code : code + u" · "_s + name };
        }
        std::sort(list.begin(), list.end(), [](const Term &a, const Term &b) { return a.value < b.value; });
        return list;
    }();
    return all;
}

} // namespace baton::orcid
