#include "app/formats/reader.h"

#include "app/base/strictjson.h"
#include "app/formats/encoding.h"
#include "app/formats/formatreaders.h"
#include "app/formats/places.h"
#include "app/orcid/enumerations.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

std::optional<Format> formatOfJson(QStringView text)
{
    // What only CSL has: words of its own for type and date; what only ORCID has.
    static const QRegularExpression orcid(u"^\\{\\s*\"bulk\"\\s*:|\"(?:put-code|external-id[s-]?|external-id-type|work-summary|orcid-identifier|resource-item|review-identifiers|credit-name|citation-type|disambiguated-organization)\"\\s*:"_s);
    static const QRegularExpression csl(u"\"(?:issued|date-parts|container-title|DOI|citation-key|family)\"\\s*:|\"type\"\\s*:\\s*\"(?:article-journal|chapter|paper-conference|thesis)\""_s);
    static const QRegularExpression ours(u"\"(?:title|content|organization|country)\"\\s*:\\s*\\{|\"(?:content|url-name)\"\\s*:"_s);
    const QString head = text.first(std::min<qsizetype>(text.size(), 256 * 1024)).toString();
    if (orcid.match(head).hasMatch())
        return Format::OrcidJson;
    if (csl.match(head).hasMatch())
        return Format::CslJson;
    return ours.match(head).hasMatch() ? Format::OrcidJson : Format::CslJson;
}

std::optional<Format> formatOfText(const QString &text, const QString &fileName)
{
    static const QRegularExpression ris(u"^[ \\t]*TY  ?- ?\\S"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression bibtex(u"^[ \\t]*@[ \\t]*[A-Za-z]+[ \\t]*[{(]"_s, QRegularExpression::MultilineOption);
    const QString ending = fileName.section(u'.', -1).toLower();
    const QStringView body = QStringView(text).trimmed();
    const bool isJson = body.startsWith(u'{') || body.startsWith(u'[');
    if (isJson && ending != u"csv" && ending != u"bib")
        return formatOfJson(body);
    const QString head = text.left(256 * 1024);
    const bool isCsv = ending == u"csv" || ending == u"tsv" || ending == u"tab";
    if (!isCsv && ris.match(head).hasMatch())
        return Format::Ris;
    if (!isCsv && bibtex.match(head).hasMatch())
        return Format::BibTeX;
    static const QHash<QString, Format> endings { { u"bib"_s, Format::BibTeX }, { u"bibtex"_s, Format::BibTeX }, { u"ris"_s, Format::Ris }, { u"csv"_s, Format::Csv },
        { u"tsv"_s, Format::Csv }, { u"tab"_s, Format::Csv }, { u"json"_s, Format::CslJson } };
    if (endings.contains(ending))
        return endings.value(ending);
    // A table without a name that says so: its first line has cells.
    const QString first = head.section(u'\n', 0, 0);
    const bool isTable = first.contains(u',') || first.contains(u';') || first.contains(u'\t') || first.contains(u'|');
    return isTable && text.contains(u'\n') && !body.startsWith(u'<') ? std::optional(Format::Csv) : std::nullopt;
}

Failure unknownFormat(const QString &fileName)
{
    return fail(u"formats.unknown"_s, Words::tr("“%1” is none of the kinds of file that can be read here.").arg(fileName.isEmpty() ? Words::tr("The file") : fileName),
        Words::tr("Choose a BibTeX, RIS, CSL-JSON, ORCID JSON or CSV file."));
}

Result<ReadFile> readJson(Format format, const QString &text, const QString &section, const std::optional<Mapping> &mapping)
{
    const QByteArray bytes = text.toUtf8();
    const auto parsed = parseJson(bytes, { maxFileBytes * 3, 64, false });
    if (!parsed) {
        QJsonParseError problem;
        Failure failure = fail(u"formats.broken"_s, Words::tr("The file is no whole JSON: %1").arg(parsed.error().what), Words::tr("Save it again where it comes from."));
        // Too deep for anybody is too deep for a second look, too.
        if (parsed.error().code == u"json.syntax" && QJsonDocument::fromJson(bytes, &problem).isNull() && problem.offset >= 0)
            failure.value().details[u"line"] = int(bytes.first(std::min<qsizetype>(problem.offset, bytes.size())).count('\n')) + 1;
        return failure;
    }
    return format == Format::CslJson ? readCsl(*parsed, mapping) : readOrcid(*parsed, section);
}

Result<ReadFile> readAs(Format format, const QString &text, const QString &section, const std::optional<Mapping> &mapping)
{
    switch (format) {
    case Format::Csv:
        return readCsv(text, section, mapping);
    case Format::BibTeX:
        return readBibtex(text, mapping);
    case Format::Ris:
        return readRis(text, mapping);
    case Format::CslJson:
    case Format::OrcidJson:
        return readJson(format, text, section, mapping);
    }
    Q_UNREACHABLE();
}

/// A key that occurs twice would take the other's put-code.
void numberRows(QList<Row> &rows)
{
    QHash<QString, int> seen;
    seen.reserve(rows.size());
    int number = 0;
    for (Row &row : rows) {
        row.number = ++number;
        if (row.key.isEmpty())
            row.key = u"row"_s;
        QString key = row.key;
        while (seen.contains(key))
            key = row.key + u'#' + QString::number(++seen[row.key]);
        seen.insert(key, 1);
        row.key = key;
    }
}

} // namespace

Failure tooMany()
{
    return fail(u"formats.too_many"_s, Words::tr("The file has more than %1 entries.").arg(QLocale::c().toString(maxRows)), Words::tr("Split it into several files."));
}

std::optional<Format> formatOf(const QByteArray &bytes, const QString &fileName)
{
    const Decoded decoded = decode(bytes.first(std::min<qsizetype>(bytes.size(), 512 * 1024)));
    return decoded.binary || decoded.text.trimmed().isEmpty() ? std::nullopt : formatOfText(decoded.text, fileName);
}

Result<ReadFile> read(const QByteArray &bytes, const QString &fileName, const QString &section, const std::optional<Mapping> &mapping)
{
    if (bytes.size() > maxFileBytes)
        return fail(u"formats.too_large"_s, Words::tr("The file is larger than %1 MB.").arg(maxFileBytes / 1024 / 1024), Words::tr("Split it into several files."));
    const Decoded decoded = decode(bytes);
    if (decoded.text.trimmed().isEmpty())
        return fail(u"formats.empty"_s, Words::tr("The file is empty."), Words::tr("Choose another file."));
    const std::optional<Format> format = decoded.binary ? std::nullopt : formatOfText(decoded.text, fileName);
    if (!format)
        return unknownFormat(fileName);
    Result<ReadFile> file = readAs(*format, decoded.text, section, mapping);
    if (!file)
        return file;
    if (file->rows.isEmpty())
        return fail(u"formats.empty"_s, Words::tr("There is no entry in the file."), Words::tr("Choose another file."));
    if (!decoded.note.isEmpty())
        file->notes.prepend(decoded.note);
    numberRows(file->rows);
    return file;
}

QList<Target> targetsFor(const QString &from, const QString &section, Format format)
{
    const bool isType = format != Format::Csv && (from.startsWith(u'@') || from.startsWith(u"TY "_s) || from.startsWith(u"type "_s));
    if (!isType)
        return targets(section, format);
    QList<Target> types;
    for (const orcid::Term &type : orcid::workTypes())
        types << Target { u"type:"_s + type.value, type.label };
    return types;
}

QList<Target> targets(const QString &section, Format format)
{
    QList<Target> all;
    if (format == Format::OrcidJson)
        return all;
    if (format == Format::Csv)
        all << Target { u"orcid"_s, Words::tr("ORCID iD of the researcher") } << Target { u"section"_s, Words::tr("Section") } << Target { u"put-code"_s, Words::tr("put-code") };
    for (const Place &place : placesOf(section)) {
        all << place.target;
        if (place.form == Place::Form::Contributors && section == u"works")
            all << findPlace(section, u"contributors:editor"_s)->target;
    }
    if (identifiersPath(section).isEmpty())
        return all;
    // Those that most files have come first.
    QStringList types = u"doi isbn issn pmid pmc arxiv uri handle source-work-id other-id"_s.split(u' ');
    if (section == u"fundings")
        types = u"grant_number proposal-id doi uri"_s.split(u' ');
    for (const orcid::ExternalIdType &type : orcid::externalIdTypes()) {
        if (!types.contains(type.value))
            types += type.value;
    }
    for (const QString &type : types) {
        if (section == u"works" && (type == u"isbn" || type == u"issn"))
            all << findPlace(section, identifierPlace(type))->target;
        for (const QString &relationship : { u"self"_s, u"part-of"_s, u"version-of"_s })
            all << findPlace(section, identifierPlace(type, relationship))->target;
    }
    return all;
}

QString fingerprint(const Mapping &mapping, Format format)
{
    // Fields of the other formats have fixed names; a further one in next year's file makes no other kind of file.
    QStringList parts { nameOf(format), mapping.section };
    if (format == Format::Csv) {
        for (const FieldUse &use : mapping.uses)
            parts += use.from;
    }
    return QString::fromLatin1(QCryptographicHash::hash(parts.join(u'\x1F').toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace baton::formats
