#pragma once

#include "app/clients/clientprofile.h"

#include <QtWidgets/QListWidget>

namespace baton::ui {

/// Our clients of one environment, two lines each; as tall as its rows, up to four.
class ClientList : public QListWidget {
    Q_OBJECT
public:
    explicit ClientList(QWidget *parent = nullptr);
    /// Keeps the selection if that client is still there, else selects the first.
    void setClients(const QList<clients::ClientProfile> &clients);
    QString currentClient() const;
    bool select(const QString &clientId);

private:
    void fit();
};

} // namespace baton::ui
