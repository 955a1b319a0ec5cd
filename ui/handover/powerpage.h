#pragma once

#include "app/base/clock.h"
#include "app/base/result.h"
#include "ui/common/subpage.h"
#include "ui/handover/powersubject.h"

#include <optional>

class QComboBox;
class QPushButton;

namespace baton::ui {

class Capsule;
class Card;
class ListBox;
class PermissionCard;

/// "What it allows": the power lens, one researcher at a time.
class PowerPage : public SubPage {
    Q_OBJECT
public:
    explicit PowerPage(const Clock &clock, QWidget *parent = nullptr);

    QString shownResearcher() const; ///< bare iD, empty without anybody
    /// Keeps the researcher chosen if she is still among them.
    void setSubjects(const QList<PowerSubject> &subjects);
    /// Why the package can't be saved now; empty when it can.
    void setProblem(const QString &reason);
    void triggerPrimary() override;
    /// Shows what the registry said to revokeRequested().
    void showRevoked(const clients::Grant &grant, const Result<qint64> &traceId);

public Q_SLOTS:
    void printPage();

Q_SIGNALS:
    void saveRequested();
    /// Another researcher is in sight now; bare iD.
    void researcherShown(const QString &orcid);
    void revokeRequested(const baton::clients::Grant &grant);

private:
    QWidget *buildTop();
    QWidget *buildPowers();
    QWidget *buildSide();
    void refresh();
    void fill(ListBox *list, const QList<handover::PowerLens::Power> &powers, bool able);
    void showEnds(const handover::PowerLens &lens);
    void askToRevoke(const clients::Grant &grant);
    const PowerSubject *current() const;

    const Clock &m_clock;
    QList<PowerSubject> m_subjects;
    QComboBox *m_researcher;
    QLabel *m_count;
    Capsule *m_capsule;
    ListBox *m_able, *m_unable, *m_ends;
    Banner *m_warning, *m_outcome;
    qint64 m_outcomeTrace = 0;
    PermissionCard *m_permissions;
    QPushButton *m_print, *m_save;
};

} // namespace baton::ui
