#pragma once

#include "app/desk/desk.h"

#include <QtCore/QPointer>

namespace baton::ui {

class Banner;
class BatchPage;
class Environments;
class MainWindow;
class RecordPage;

/// Opens the batch page in place of the Record page, shows in the rail that a batch runs, offers to resume one that the end of
/// Baton interrupted, and tells the inbox what was seen of a permission.
class BatchWiring : public QObject {
    Q_OBJECT
public:
    BatchWiring(desk::Desk &desk, Environments &environments, RecordPage &record, MainWindow &window, QObject *parent = nullptr);

    void show();
    BatchPage *page() const { return m_page; }

private:
    void mark();
    void offer();

    desk::Desk &m_desk;
    RecordPage &m_record;
    MainWindow &m_window;
    BatchPage *m_page;
    QPointer<Banner> m_offer;   ///< goes with the window
    QString m_offered;          ///< id of the batch in the banner
    bool m_wasBusy = false;
};

} // namespace baton::ui
