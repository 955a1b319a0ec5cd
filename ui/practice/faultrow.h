#pragma once

#include "app/practice/faults.h"
#include "ui/common/widgets.h"

namespace baton::ui {

class Switch;

/// One fault: switch, title and sentence, a combo per setting. Tinted while it is on.
class FaultRow : public RoleWidget {
    Q_OBJECT
public:
    explicit FaultRow(const practice::Fault &fault, QWidget *parent = nullptr);
    void show(const practice::Fault &fault);
    const QString &faultName() const { return m_name; }

Q_SIGNALS:
    /// The switch was thrown, or a setting picked; with the settings as they stand now.
    void wanted(const QString &name, bool on, const baton::practice::FaultValues &values);

protected:
    void paintEvent(QPaintEvent *) override;

private:
    void addSetting(const practice::FaultSetting &setting, const QString &title);
    practice::FaultValues values() const;
    void emitWanted();

    QString m_name;
    Switch *m_switch;
    QLabel *m_title, *m_sentence;
    QHash<QString, QComboBox *> m_settings;
    class QBoxLayout *m_choices;
    bool m_on = false;
};

} // namespace baton::ui
