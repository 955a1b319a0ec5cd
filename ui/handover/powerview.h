#pragma once

#include "app/base/clock.h"
#include "app/clients/grants.h"
#include "ui/handover/powersubject.h"
#include "ui/handover/subject.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

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
    /// `partner` is empty with a passphrase; `problem`: why the package can't be saved yet.
    void show(const QList<Subject> &subjects, const QString &partner, const QString &problem);
    void close();

private:
    void refresh();
    PowerSubject lookAt(const Subject &subject) const;

    PowerPage *m_page;
    QPointer<clients::Grants> m_grants;
    QList<Subject> m_subjects;
    QString m_partner;
};

} // namespace baton::ui
