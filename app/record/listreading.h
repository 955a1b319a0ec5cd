#pragma once

#include "app/record/listreader.h"
#include "app/record/recordclient.h"

#include <QtCore/QThreadPool>
#include <QtCore/QTimer>

namespace baton::record {

/// One reading of a section's list: its bytes are parsed off the GUI thread while they arrive, what is known already is told a
/// few times a second. Single use; gives exactly one result, then deletes itself.
class ListReading : public QObject {
    Q_OBJECT
public:
    ListReading(RecordClient &client, exchange::DelegatedSession &session, const QString &section, const RecordClient::Watching &watching);
    ~ListReading() override;
    QFuture<Result<SectionContent>> start(const Patience &patience);

private:
    std::shared_ptr<ListReader> newReader() const;
    void arrived(QByteArrayView piece, qint64 from);
    void known(const QList<Item> &items);
    void tell();
    void answered(const Result<http::Response> &response);
    void give(const Result<SectionContent> &content);

    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    QString m_section;
    RecordClient::Watching m_watching;
    Answer<Result<SectionContent>> m_answer;
    std::shared_ptr<ListReader> m_reader; ///< used in m_pool's one thread only
    QThreadPool m_pool;
    QTimer m_pause;
    QList<Item> m_untold;
    bool m_anew = true; ///< what is told next begins the list
};

} // namespace baton::record
