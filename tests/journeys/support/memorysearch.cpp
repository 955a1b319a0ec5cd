#include "tests/journeys/support/memorysearch.h"

#include <QtCore/QFile>
#include <QtCore/QHash>

#include <algorithm>
#include <bitset>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace baton::test {

namespace {

constexpr qsizetype chunk = 4 << 20, page = 4096, lostStart = 16, shortest = 12;

struct Form {
    QString name;
    QByteArray bytes;
};

/// All forms at once: eight bytes anywhere are looked up by a hash before anything is compared.
class Forms {
public:
    explicit Forms(const QList<Canary> &canaries)
    {
        for (const Canary &canary : canaries) {
            const QByteArray whole = canary.value.reveal();
            const Secret part(whole.size() >= lostStart + shortest ? whole.sliced(lostStart) : whole);
            const QByteArrayList forms = disguises(part);
            for (qsizetype i = 0; i < forms.size(); ++i)
                add({ canary.name + u" as "_s + disguiseNames().at(i), forms.at(i) });
        }
    }

    qsizetype longest() const { return m_longest; }

    /// Calls `found` for each form that begins before `last`.
    template <typename Found>
    void search(const char *bytes, qsizetype size, qsizetype last, const Found &found) const
    {
        for (qsizetype at = 0; at < last && at + qsizetype(sizeof(quint64)) <= size; ++at) {
            quint64 head;
            std::memcpy(&head, bytes + at, sizeof head);
            if (!m_known->test(slot(head)))
                continue;
            for (const Form &form : m_forms.value(head)) {
                if (size - at >= form.bytes.size() && std::memcmp(bytes + at, form.bytes.constData(), size_t(form.bytes.size())) == 0) {
                    found(form, at);
                    break;
                }
            }
        }
    }

private:
    static size_t slot(quint64 head) { return size_t((head * 0x9E3779B97F4A7C15u) >> 46); }

    void add(const Form &form)
    {
        quint64 head;
        std::memcpy(&head, form.bytes.constData(), sizeof head);
        m_forms[head] << form;
        m_known->set(slot(head));
        m_longest = std::max(m_longest, form.bytes.size());
    }

    QHash<quint64, QList<Form>> m_forms;
    std::unique_ptr<std::bitset<1 << 18>> m_known = std::make_unique<std::bitset<1 << 18>>();
    qsizetype m_longest = 0;
};

struct Mapping {
    quint64 begin = 0, end = 0;
    QString name;
};

QList<Mapping> writableMappings(qint64 pid, QString &problem)
{
    QList<Mapping> out;
    QFile maps(u"/proc/%1/maps"_s.arg(pid));
    if (!maps.open(QIODevice::ReadOnly)) {
        problem = maps.errorString();
        return out;
    }
    for (const QByteArray &line : maps.readAll().split('\n')) {
        const QByteArrayList parts = line.simplified().split(' ');
        if (parts.size() < 5 || !parts.at(1).startsWith("rw"))
            continue;
        const QByteArrayList range = parts.at(0).split('-');
        const QString name = parts.size() > 5 ? QString::fromUtf8(parts.at(5)) : u"memory without a name"_s;
        if (!name.startsWith(u"/dev/"_s) || name.startsWith(u"/dev/shm/"_s) || name.startsWith(u"/dev/zero"_s))
            out << Mapping { range.at(0).toULongLong(nullptr, 16), range.at(1).toULongLong(nullptr, 16), name };
    }
    return out;
}

bool isEmpty(const char *bytes, qsizetype size)
{
    static const QByteArray nothing(page, '\0');
    return std::memcmp(bytes, nothing.constData(), size_t(size)) == 0;
}

} // namespace

MemorySearch searchMemory(qint64 pid, const QList<Canary> &canaries)
{
    MemorySearch result;
    const QList<Mapping> mappings = writableMappings(pid, result.problem);
    const int memory = ::open(qPrintable(u"/proc/%1/mem"_s.arg(pid)), O_RDONLY | O_CLOEXEC);
    if (memory < 0) {
        result.problem = qt_error_string();
        return result;
    }
    const Forms forms(canaries);
    QByteArray buffer(chunk + forms.longest(), Qt::Uninitialized);
    for (const Mapping &mapping : mappings) {
        for (quint64 begin = mapping.begin; begin < mapping.end; begin += chunk) {
            const qsizetype wanted = qsizetype(std::min<quint64>(mapping.end - begin, quint64(buffer.size())));
            const qsizetype got = ::pread(memory, buffer.data(), size_t(wanted), off_t(begin));
            if (got <= 0)
                continue; // nothing behind these addresses
            result.bytes += std::min(got, chunk);
            for (qsizetype from = 0; from < std::min(got, chunk); from += page) {
                const qsizetype size = std::min(page, got - from);
                if (isEmpty(buffer.constData() + from, size))
                    continue;
                forms.search(buffer.constData() + from, got - from, size, [&](const Form &form, qsizetype at) {
                    const quint64 address = begin + quint64(from + at);
                    result.sightings << u"%1 at 0x%2, 0x%3 into %4"_s.arg(form.name).arg(address, 0, 16).arg(address - mapping.begin, 0, 16).arg(mapping.name);
                });
            }
        }
    }
    ::close(memory);
    return result;
}

} // namespace baton::test
