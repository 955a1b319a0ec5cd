#pragma once

#include "app/base/clock.h"
#include "app/clients/grants.h"
#include "app/handover/partners.h"
#include "ui/handover/powersubject.h"
#include "ui/handover/subject.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <optional>
#include <utility>

namespace baton::ui {

class PowerPage;

/// Fills "What it allows" for those who go into a package, from the permissions kept here, and again when one ends.
class PowerView : public QObject {
    Q_OBJECT
public:
    PowerView(const Clock &clock, QWidget *owner);
    PowerPage *page() const { return m_page; }
    /// Without them everything counts in.
    void setGrants(clients::Grants *grants);
    /// No partner with a passphrase; `problem`: why the package can't be saved yet.
    void show(const QList<Subject> &subjects, const std::optional<handover::Partner> &partner, const QString &problem);
    void close();
    /// Answers worksWanted(); without an answer the page names no number.
    void setWorks(const QString &orcid, int works, int ofOthers);

Q_SIGNALS:
    /// How many works stand on her record today, and how many of them the partner could not change? Asked once per showing.
    void worksWanted(const baton::ui::Subject &subject, const QString &partnerClientId);

private:
    void refresh();
    void askForWorks();
    PowerSubject lookAt(const Subject &subject) const;

    PowerPage *m_page;
    QPointer<clients::Grants> m_grants;
    QList<Subject> m_subjects;
    QString m_partner, m_partnerClientId;
    QHash<QString, std::pair<int, int>> m_works; ///< by iD: works, of others; -1 while asked for
};

} // namespace baton::ui
