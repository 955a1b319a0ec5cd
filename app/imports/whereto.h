#pragma once

#include "app/imports/rehearsal.h"

#include <QtCore/QSet>

namespace baton::imports {

/// Where a row belongs on the record.
struct Whereto {
    QStringList keys;                      ///< identity keys of the row
    QString content;                       ///< stands for a row without keys: section and all it says
    const record::Item *ours = nullptr;    ///< the item it would change
    const record::Item *beside = nullptr;  ///< somebody else's with the same identity
    const record::Item *foreign = nullptr; ///< the file names a put-code that is not ours
    qint64 missing = 0;                    ///< the file names a put-code that is not on the record
    qint64 gone = 0;                       ///< an earlier import had one that is not on the record any more
    qint64 clash = 0;                      ///< another one of ours with the same identity as the row
    QString clashKey;
    bool alone = false;                    ///< an item or row of another work names its identifier as version-of
};

/// Finds items by put-code, identity, and where there is none, by all they say; in time that does not grow with the record.
class Finder {
public:
    /// `onRecord` and `kept` have to live as long as it does.
    Finder(const QList<formats::Row> &rows, const Items &onRecord, const Terms &terms, const Codes &kept);
    Whereto find(const formats::Row &row) const;

private:
    struct Section {
        QHash<qint64, const record::Item *> byPutCode;
        QHash<QString, const record::Item *> ours, others;  ///< by identity key
        QHash<QString, QList<const record::Item *>> alike;  ///< ours by title
        QSet<QString> versions;                             ///< keys that ours name as version-of
    };
    void learn(Section &section, const record::Item &item) const;
    bool byPutCode(const formats::Row &row, const Section &section, Whereto &to) const;
    void byIdentity(const Section &section, Whereto &to) const;

    QHash<QString, Section> m_sections;
    QHash<QString, int> m_versions; ///< keys that rows of works name as version-of
    const record::Source m_ours;
    const Codes &m_kept;
};

/// True if the item's JSON is all there is of it: read in full, or of a section whose list leaves nothing out.
bool saysEverything(const record::Item &item);

} // namespace baton::imports
