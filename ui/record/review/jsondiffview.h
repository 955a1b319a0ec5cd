#pragma once

#include "ui/common/codeview.h"

#include <QtCore/QJsonObject>

namespace baton::ui {

/// Two objects as one text, with what goes and what comes on coloured ground.
class JsonDiffView : public CodeView {
    Q_OBJECT
public:
    explicit JsonDiffView(const QString &accessibleName, QWidget *parent = nullptr);
    void show(const QJsonObject &before, const QJsonObject &after);

private:
    void fill();

    QJsonObject m_before, m_after;
};

} // namespace baton::ui
