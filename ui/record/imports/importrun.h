#pragma once

#include "app/formats/reader.h"
#include "app/imports/gathering.h"
#include "app/imports/keptcodes.h"
#include "app/record/writer.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <atomic>
#include <memory>

namespace baton::ui {

/// From a file to verdicts: reads it, applies the mapping, reads what is needed of the record, judges every row. Reading and
/// judging run in other threads; everything can be cancelled.
class ImportRun : public QObject {
    Q_OBJECT
public:
    ImportRun(record::RecordClient &client, exchange::DelegatedSession &session, record::Writer &writer, QObject *parent = nullptr);
    ~ImportRun() override;

    /// `section`: of a CSV that names none.
    void open(const QString &path, const QString &section);
    void readAgain();
    /// Reads the same bytes with another mapping, and remembers it for files of this kind.
    void setMapping(const formats::Mapping &mapping);
    void setKeeping(bool on);
    bool isKeeping() const { return m_keeping; }
    /// The record may be another one now.
    void rehearseAgain();
    void cancel();
    void clear();
    /// Keeps which row became which put-code, if that is wished.
    void keep(const imports::Codes &codes);

    bool isBusy() const { return m_busy; }
    bool hasFile() const { return !m_file.rows.isEmpty(); }
    const formats::ReadFile &file() const { return m_file; }
    const QString &path() const { return m_path; }
    const QList<imports::Verdict> &verdicts() const { return m_verdicts; }
    bool isRemembered() const { return m_remembered; }
    QString fingerprint() const { return m_kind.fingerprint; }

Q_SIGNALS:
    void busy(const QString &words, int done, int of); ///< `of` 0: nobody knows how long
    void fileRead();
    void rehearsed();
    void ended();                                     ///< not busy any more, for whichever reason
    void failed(const baton::Error &error);

private:
    using ReadResult = Result<formats::ReadFile>;
    void begin(const QString &words);
    void end();
    void load();
    void parse(const std::optional<formats::Mapping> &mapping);
    void parsed(const ReadResult &file, bool asked);
    void gather();
    void judge(const imports::Items &items);
    void judged(const QList<imports::Verdict> &verdicts);
    void keepKnown();

    record::RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    record::Writer &m_writer;
    imports::KeptCodes m_kept;
    QString m_path, m_section;
    QByteArray m_bytes;
    formats::ReadFile m_file;
    imports::FileKind m_kind;
    QList<imports::Verdict> m_verdicts;
    QPointer<imports::Gathering> m_gathering;
    struct Shared {
        std::atomic<int> judged { 0 };
        std::atomic<bool> stop { false };
    };
    std::shared_ptr<Shared> m_shared;
    QTimer m_tick;
    int m_turn = 0;        ///< counts beginnings; only the last one is shown
    bool m_busy = false, m_keeping = true, m_remembered = false;
};

} // namespace baton::ui
