#pragma once

#include "ui/common/widgets.h"
#include "ui/handover/subject.h"

#include <QtCore/QSet>

class QCheckBox;

namespace baton::ui {

/// What goes into the package and what never does. With several researchers signed in, each can be left out.
class SharedCard : public Card {
    Q_OBJECT
public:
    explicit SharedCard(QWidget *parent = nullptr);
    /// All of one original client, in the order of their sign-ins. Somebody new is ticked, unless left out before.
    void setSubjects(const QList<Subject> &subjects);
    /// Nobody else is ticked.
    void chooseOnly(const QString &orcid);
    QList<Subject> chosen() const;
    /// Of several, whoever's has ended can't be ticked.
    void setWhyEnded(WhyEnded whyEnded);
    void lookAgain();
    QString whyEnded(const Subject &subject) const { return m_ended.value(subject.orcid()); }
    bool nobodyCanBeChosen() const;
    static QStringList permissionWords(const QStringList &scopes);

Q_SIGNALS:
    void chosenChanged();
    void whatItAllows();

private:
    QHash<QString, QString> endedNow() const;
    void rebuild();
    void addPerson(const Subject &subject);
    void addChoices();
    void addPermissions(const QList<Subject> &chosen);
    QLabel *addLine(const QString &icon, QColor Colors::*token, const QString &text, const char *role);

    QList<Subject> m_subjects;
    QSet<QString> m_left; ///< iDs that are not to go along
    WhyEnded m_whyEnded;
    QHash<QString, QString> m_ended; ///< by iD, as it was when last looked at: asking takes its time
    RoleWidget *m_group;
    QVBoxLayout *m_lines;
    QPushButton *m_allows;
};

} // namespace baton::ui
