#include "ui/record/review/jsondiff.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <vector>

namespace baton::ui {

namespace {

QStringList linesOf(const QJsonObject &object)
{
    if (object.isEmpty())
        return {};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented)).trimmed().split(u'\n');
}

} // namespace

// Longest common subsequence; items are a few hundred lines at most, the start and end they share left aside.
QList<DiffLine> jsonDifference(const QJsonObject &before, const QJsonObject &after)
{
    const QStringList a = linesOf(before), b = linesOf(after);
    qsizetype head = 0, tail = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head])
        ++head;
    while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    const qsizetype n = a.size() - head - tail, m = b.size() - head - tail;
    std::vector<std::vector<int>> length(size_t(n + 1), std::vector<int>(size_t(m + 1), 0));
    for (qsizetype i = n - 1; i >= 0; --i) {
        for (qsizetype j = m - 1; j >= 0; --j) {
            const auto x = size_t(i), y = size_t(j);
            length[x][y] = a[head + i] == b[head + j] ? length[x + 1][y + 1] + 1 : std::max(length[x + 1][y], length[x][y + 1]);
        }
    }
    QList<DiffLine> out;
    for (qsizetype i = 0; i < head; ++i)
        out += { u' ', a[i] };
    qsizetype i = 0, j = 0;
    while (i < n || j < m) {
        const auto x = size_t(i), y = size_t(j);
        if (i < n && j < m && a[head + i] == b[head + j]) {
            out += { u' ', a[head + i] };
            ++i, ++j;
        } else if (j >= m || (i < n && length[x + 1][y] >= length[x][y + 1])) {
            out += { u'-', a[head + i++] };
        } else {
            out += { u'+', b[head + j++] };
        }
    }
    for (qsizetype k = a.size() - tail; k < a.size(); ++k)
        out += { u' ', a[k] };
    return out;
}

QList<DiffLine> folded(const QList<DiffLine> &lines)
{
    constexpr qsizetype around = 3, shortest = 4;
    const bool any = std::any_of(lines.begin(), lines.end(), [](const DiffLine &line) { return line.mark != u' '; });
    QList<DiffLine> out;
    for (qsizetype i = 0; i < lines.size();) {
        qsizetype end = i;
        while (end < lines.size() && lines[end].mark == u' ')
            ++end;
        const qsizetype from = i == 0 ? 1 : i + around, to = end == lines.size() ? end - 1 : end - around;
        const bool fold = any && to - from >= shortest;
        for (; i < (fold ? from : end); ++i)
            out += lines[i];
        if (fold) {
            const QString indent = lines[from].text.left(lines[from].text.size() - lines[from].text.trimmed().size());
            out += { u'.', indent + QCoreApplication::translate("JsonDifference", "… %1 more lines, unchanged").arg(to - from) };
            for (i = to; i < end; ++i)
                out += lines[i];
        }
        for (; i < lines.size() && lines[i].mark != u' '; ++i)
            out += lines[i];
    }
    return out;
}

} // namespace baton::ui
