#pragma once

#include "app/orcid/sections.h"

#include <QtCore/QHash>
#include <QtCore/QSet>
#include <QtWidgets/QGridLayout>

namespace baton::ui {

class FormNode;

/// Where the fields of a section stand: rows of twelve columns. Fields that no row names follow at the end, so that
/// none is left out.
struct FormLayout {
    struct Cell {
        QString path; ///< "title/subtitle"; "visibility"; empty = nothing
        int span = 12;
        QString label, caption; ///< instead of the described ones
        bool heading = false;   ///< label as a heading over what follows
    };
    QList<QList<Cell>> rows;
    QSet<QString> fixed; ///< fields without an editor, since only one value is taken
    QString usualIdentifier = QStringLiteral("doi"); ///< type a new identifier of the item begins with

    static FormLayout of(const orcid::Section &section);
    /// A contributor, a host, a resource.
    static FormLayout ofEntry(const orcid::Field &entry);

    QString labelOf(const QString &path, const orcid::Field &field) const;
    QString captionOf(const QString &path, const orcid::Field &field) const;
    QString presetOf(const orcid::Field &field) const;
    /// visibility: may be null.
    void place(QGridLayout *grid, const QList<std::pair<QString, FormNode *>> &nodes, QWidget *visibility = nullptr) const;

private:
    const Cell *cell(const QString &path) const;
};

} // namespace baton::ui
