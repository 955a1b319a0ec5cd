#include "app/formats/row.h"

using namespace Qt::StringLiterals;

namespace baton::formats {

QString nameOf(Format format)
{
    switch (format) {
    case Format::BibTeX:
        return u"BibTeX"_s;
    case Format::Ris:
        return u"RIS"_s;
    case Format::CslJson:
        return u"CSL-JSON"_s;
    case Format::OrcidJson:
        return u"ORCID JSON"_s;
    case Format::Csv:
        return u"CSV"_s;
    }
    Q_UNREACHABLE();
}

} // namespace baton::formats
