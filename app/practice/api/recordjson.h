#pragma once

#include "app/practice/api/access.h"
#include "app/practice/api/itemjson.h"

namespace baton::practice {

/// Writes lists and the larger containers of one record as one caller sees them (orcid.md 7.3–7.9).
class RecordWriter {
public:
    RecordWriter(Out &out, const QString &issuer, const Researcher &researcher, const Caller &caller);

    void sectionList(const orcid::Section &section);
    void activities();
    void person();
    void personalDetails();
    void name();      ///< null when not visible
    void biography(); ///< null when absent or not visible
    void record();

private:
    void groupedList(const orcid::Section &section, const QList<const RecordItem *> &items);
    void reviewList(const orcid::Section &section, const QList<const RecordItem *> &items);
    void personList(const orcid::Section &section, const QList<const RecordItem *> &items);
    void reviewGroupId(const QString &groupId);
    void history();
    qint64 newest(orcid::Section::Group group) const; ///< last change of what is visible, 0 = nothing
    qint64 newestOfOwn() const;
    bool sees(const QString &visibility) const;
    void member(const char *sectionKey);

    Out &m_out;
    ItemWriter m_items;
    const Researcher &m_researcher;
    const Caller &m_caller;
};

} // namespace baton::practice
