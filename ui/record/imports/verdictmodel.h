#pragma once

#include "app/imports/sender.h"
#include "ui/common/widgets.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSet>

namespace baton::ui {

/// How many rows of each verdict there are, and how many of them will go.
struct VerdictCounts {
    int all = 0, news = 0, same = 0, refused = 0;  ///< as the filter counts them; updates are among `same`
    int toAdd = 0, toUpdate = 0;                   ///< ticked
    int staying = 0, leftOut = 0;                  ///< nothing to change; refused, or not ticked
};

/// Rows of a file with their verdicts, which of them will be sent, and then what became of them.
class VerdictModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SendColumn, NumberColumn, TitleColumn, VerdictColumn, ColumnCount };
    enum Filter { All, New, Same, Refused };
    enum Role { IconRole = Qt::UserRole + 1, ToneRole, InkRole, WordsRole };
    explicit VerdictModel(QObject *parent = nullptr);

    /// What stands in the verdict's cell.
    struct Look {
        QString icon;
        Tone tone = Tone::Neutral;
        bool inked = false; ///< the words in the tone too
        QString headline, words;
    };
    Look lookAt(int row) const { return lookOf(m_shown.at(row)); }
    imports::Sending at(int row) const { return { m_rows.at(m_shown.at(row)), m_verdicts.at(m_shown.at(row)) }; }
    std::optional<imports::Outcome> outcomeAt(int row) const;
    int firstTicked() const; ///< −1: none of those shown
    int unticked() const;    ///< rows that could go and somebody does not want to

    /// Ticks are kept by row key, so that a corrected file keeps them.
    void set(const QList<formats::Row> &rows, const QList<imports::Verdict> &verdicts);
    void forgetTicks() { m_choices.clear(); }
    void setFilter(Filter filter);
    void setWords(const QString &text);
    const VerdictCounts &counts() const { return m_counts; }
    const imports::Sender::Requests &requests() const { return m_requests; } ///< that the ticked rows need

    bool canSend(int row) const { return m_verdicts.at(m_shown.at(row)).sends() && !m_sending; }
    bool isTicked(int row) const { return ticked(m_shown.at(row)); }
    void tick(int row, bool on);
    void tickShown(bool on);
    Qt::CheckState shownState() const;
    QString whyNot(int row) const;
    int number(int row) const { return m_rows.at(m_shown.at(row)).number; }
    QList<imports::Sending> chosen() const;

    /// From now on rows can't be ticked, and outcomes stand in place of verdicts.
    void setSending(bool on);
    void setOutcome(const imports::Outcome &outcome);
    const QHash<int, imports::Outcome> &outcomes() const { return m_outcomes; }
    /// Row, title, identifier, verdict, words, put-code: the cells of "Export verdicts".
    QStringList exportHeadings() const;
    QList<QStringList> exportRows() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void ticksChanged();

private:
    bool ticked(qsizetype place) const;
    bool matches(qsizetype place) const;
    void sift();
    void makeTexts();
    void count();
    Look lookOf(qsizetype place) const;
    static Look lookOf(const imports::Verdict &verdict);
    static Look lookOf(const imports::Outcome &outcome);
    QVariant titleData(qsizetype place, int role) const;
    QVariant verdictData(qsizetype place, int role) const;

    QList<formats::Row> m_rows;
    QList<imports::Verdict> m_verdicts;
    QStringList m_texts;              ///< lower case, made for the first search
    QList<qsizetype> m_shown;         ///< places in m_rows
    QHash<QString, bool> m_choices;   ///< by row key: what somebody ticked or unticked
    QHash<int, imports::Outcome> m_outcomes; ///< by row number
    QStringList m_words;
    VerdictCounts m_counts;
    imports::Sender::Requests m_requests;
    Filter m_filter = All;
    bool m_sending = false;
};

} // namespace baton::ui
