#include "ui/record/imports/importrun.h"

#include "ui/common/files.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFileInfo>

namespace baton::ui {

using namespace Qt::StringLiterals;
using imports::Verdict;

ImportRun::ImportRun(record::RecordClient &client, exchange::DelegatedSession &session, record::Writer &writer, QObject *parent)
    : QObject(parent), m_client(client), m_session(session), m_writer(writer), m_kept(writer.journal().vault())
{
    m_tick.setInterval(80);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (m_shared)
            Q_EMIT busy(tr("Rehearsing…"), m_shared->judged, int(m_file.rows.size()));
    });
}

ImportRun::~ImportRun()
{
    if (m_shared)
        m_shared->stop = true;
}

void ImportRun::begin(const QString &words)
{
    cancel();
    m_busy = true;
    Q_EMIT busy(words, 0, 0);
}

void ImportRun::end()
{
    m_busy = false;
    m_tick.stop();
    m_shared.reset();
    Q_EMIT ended();
}

void ImportRun::cancel()
{
    ++m_turn;
    if (m_shared)
        m_shared->stop = true;
    if (m_gathering)
        m_gathering->cancel();
    if (m_busy)
        end();
}

void ImportRun::clear()
{
    cancel();
    m_path.clear();
    m_bytes.clear();
    m_file = {};
    m_verdicts.clear();
}

void ImportRun::open(const QString &path, const QString &section)
{
    m_path = path;
    m_section = section;
    load();
}

void ImportRun::readAgain()
{
    if (!m_path.isEmpty())
        load();
}

void ImportRun::load()
{
    begin(tr("Reading the file…"));
    whenDone(QtConcurrent::run([path = m_path] { return readFile(path, formats::maxFileBytes); }), this, [this, turn = m_turn](const Result<QByteArray> &bytes) {
        if (turn != m_turn)
            return;
        if (!bytes) {
            end();
            Q_EMIT failed(bytes.error());
            return;
        }
        m_bytes = *bytes;
        parse({});
    });
}

void ImportRun::parse(const std::optional<formats::Mapping> &mapping)
{
    const auto work = [bytes = m_bytes, name = QFileInfo(m_path).fileName(), section = m_section, mapping] {
        return formats::read(bytes, name, section, mapping);
    };
    whenDone(QtConcurrent::run(work), this, [this, turn = m_turn, asked = mapping.has_value()](const ReadResult &file) {
        if (turn == m_turn)
            parsed(file, asked);
    });
}

void ImportRun::parsed(const ReadResult &file, bool asked)
{
    if (!file) {
        end();
        Q_EMIT failed(file.error());
        return;
    }
    const auto known = m_kept.mapping(formats::fingerprint(file->mapping, file->format));
    m_remembered = known.has_value();
    if (known && !asked && *known != file->mapping)
        return parse(known);
    m_file = *file;
    m_kind = imports::FileKind::of(m_writer.place(), m_file);
    m_verdicts.clear();
    Q_EMIT fileRead();
    gather();
}

void ImportRun::setMapping(const formats::Mapping &mapping)
{
    if (!hasFile() || mapping == m_file.mapping)
        return;
    begin(tr("Reading the file…"));
    if (auto kept = m_kept.keepMapping(m_kind.fingerprint, mapping); !kept)
        Q_EMIT failed(kept.error());
    parse(mapping);
}

void ImportRun::setKeeping(bool on)
{
    if (std::exchange(m_keeping, on) != on && hasFile())
        rehearseAgain();
}

void ImportRun::rehearseAgain()
{
    if (!hasFile())
        return;
    begin(tr("Reading the record…"));
    gather();
}

void ImportRun::gather()
{
    m_gathering = new imports::Gathering(m_client, m_session, this);
    connect(m_gathering, &imports::Gathering::progress, this, [this, turn = m_turn](int done, int of) {
        if (turn == m_turn)
            Q_EMIT busy(tr("Reading the record…"), done, of);
    });
    const imports::Codes codes = m_keeping ? m_kept.codes(m_kind) : imports::Codes();
    whenDone(m_gathering->start(m_file.rows, codes), this, [this, turn = m_turn](const Result<imports::Items> &items) {
        if (turn != m_turn)
            return;
        if (items)
            return judge(*items);
        end();
        Q_EMIT failed(items.error());
    });
}

void ImportRun::judge(const imports::Items &items)
{
    m_shared = std::make_shared<Shared>();
    m_tick.start();
    const auto work = [rows = m_file.rows, items, terms = imports::Terms::of(m_client, imports::sectionsOf(m_file.rows)),
                          codes = m_keeping ? m_kept.codes(m_kind) : imports::Codes(), shared = m_shared] {
        return imports::rehearse(rows, items, terms, codes, [shared](int count) {
            shared->judged = count;
            return !shared->stop;
        });
    };
    whenDone(QtConcurrent::run(work), this, [this, turn = m_turn](const QList<Verdict> &verdicts) {
        if (turn == m_turn)
            judged(verdicts);
    });
}

void ImportRun::judged(const QList<Verdict> &verdicts)
{
    m_verdicts = verdicts;
    end();
    keepKnown();
    Q_EMIT rehearsed();
}

// A row whose item is there already is known by its put-code from now on, even if its identifier changes.
void ImportRun::keepKnown()
{
    imports::Codes known;
    for (qsizetype i = 0; i < m_verdicts.size(); ++i) {
        const Verdict &verdict = m_verdicts.at(i);
        if (verdict.kind == Verdict::Kind::Same || verdict.kind == Verdict::Kind::Update)
            known.insert(m_file.rows.at(i).key, verdict.putCode);
    }
    keep(known);
}

void ImportRun::keep(const imports::Codes &codes)
{
    if (!m_keeping || codes.isEmpty())
        return;
    if (auto kept = m_kept.keep(m_kind, codes); !kept)
        Q_EMIT failed(kept.error());
}

} // namespace baton::ui
