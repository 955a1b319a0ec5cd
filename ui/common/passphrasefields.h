#pragma once

#include "app/base/secret.h"
#include "ui/common/widgets.h"

#include <QtCore/QTimer>

class QLineEdit;

namespace baton::ui {

class StrengthMeter;

/// A passphrase, suggested or typed, twice; how strong it is and whether both match.
class PassphraseFields : public QWidget {
    Q_OBJECT
public:
    /// Accessible names of the two inputs, and an explanation below them, may be empty.
    struct Words {
        QString name, repeatName, note;
    };
    explicit PassphraseFields(const Words &words, QWidget *parent = nullptr);
    /// Why it can't be used yet; empty when it can.
    QString problem() const;
    bool isEmpty() const;
    Secret passphrase() const;
    void clear();

public Q_SLOTS:
    void suggest();
    void setRevealed(bool revealed);

Q_SIGNALS:
    void changed();

private:
    void refresh();

    QLineEdit *m_first, *m_second;
    QToolButton *m_reveal;
    StrengthMeter *m_meter;
    IconLabel *m_strengthIcon, *m_matchIcon;
    QLabel *m_strength, *m_match;
    QTimer m_hide;
};

} // namespace baton::ui
