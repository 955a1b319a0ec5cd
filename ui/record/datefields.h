#pragma once

#include <QtCore/QJsonValue>
#include <QtWidgets/QComboBox>

namespace baton::ui {

/// Year, month and day as three lists; each may be empty (orcid.md 7.1, 8.4).
class DateFields : public QWidget {
    Q_OBJECT
public:
    /// prefix: "" gives the accessible names Year, Month, Day; "Start" gives Start year, …
    explicit DateFields(const QString &prefix, QWidget *parent = nullptr);
    void set(const QJsonValue &date);
    QJsonValue value() const; ///< null when there is no part

Q_SIGNALS:
    void edited();

private:
    QComboBox *m_year, *m_month, *m_day;
};

} // namespace baton::ui
