#pragma once

#include "app/record/recordclient.h"

#include <QtCore/QSet>

namespace baton::record {

/// Somebody whose assertions stand on the record. One organisation with its own token and the same one through another are
/// different asserters: the registry compares the whole tuple (orcid.md 4.8).
struct Asserter {
    enum class Kind {
        Us,            ///< our tuple: original client via second client
        OriginalAlone, ///< our original client with its own token
        SecondAlone,   ///< our second client for itself
        SecondForOthers,
        Other,
        Researcher,    ///< herself, in the registry
        Nobody         ///< the registry names no source
    };
    Kind kind = Kind::Other;
    int number = 0;       ///< among its kind, by items: tells patterns apart
    Source source;
    QString name;         ///< "Northbridge University via Open Grants Platform"
    QString first, second; ///< the same in two lines: "Northbridge University", "via Open Grants Platform"
    QString note;         ///< "its own token; you may not"
    int count = 0;
    int changeable = 0;   ///< of them, by you
};

struct AssertedItem {
    Item item;
    int asserter = 0;     ///< index
    Permission mayChange, mayDelete;
};

/// What may be done with an item, as RecordClient says it.
struct Judgement {
    std::function<Permission(const Item &)> mayChange, mayDelete;
};

/// What is to be seen of it.
struct ProvenanceFilter {
    QSet<int> hidden;        ///< asserters left out
    bool onlyChangeable = false;
    QStringList words;       ///< lower case, all to be found

    void setWords(const QString &text) { words = text.toLower().split(u' ', Qt::SkipEmptyParts); }
    bool accepts(const AssertedItem &item) const;
};

/// Items of one section, or of several together, by asserter.
struct SectionBar {
    QString title;
    QList<int> counts; ///< by asserter
    int total = 0;
};

/// Who asserted what on a whole record; pure.
class Provenance {
public:
    Provenance() = default;
    Provenance(const QList<SectionContent> &contents, const Source &us, const QString &researcher, const Judgement &judgement);

    const QList<Asserter> &asserters() const { return m_asserters; } ///< ours first, then those close to us, then by items, the researcher last
    const QList<AssertedItem> &items() const { return m_items; }     ///< asserted last first
    int changeable() const;
    QList<AssertedItem> seen(const ProvenanceFilter &filter) const;
    /// The largest sections of activities, at most `rows` in all; everything else in the last one.
    QList<SectionBar> bars(const ProvenanceFilter &filter, int rows = 6) const;

private:
    int asserterOf(const Source &source, const Source &us, const QString &researcher);
    void sortAsserters();

    QList<Asserter> m_asserters;
    QList<AssertedItem> m_items;
};

} // namespace baton::record
