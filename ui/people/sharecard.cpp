#include "ui/people/sharecard.h"

#include "app/base/text.h"
#include "app/handover/words.h"
#include "ui/common/codeview.h"
#include "ui/common/files.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtCore/QBuffer>
#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

/// The code as large as it fits, in whole pixels per module.
class QrView : public RoleWidget {
public:
    QrView(const QrCode &code, const QString &name, QWidget *parent) : RoleWidget(QAccessible::Graphic, name, parent), m_code(code)
    {
        const int side = (code.modules() + 8) * 3;
        setMinimumSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const qreal ratio = devicePixelRatioF();
        const int perModule = qMax(1, int(qMin(width(), height()) * ratio) / (m_code.modules() + 8));
        QImage image = m_code.image(perModule);
        image.setDevicePixelRatio(ratio);
        const QSizeF size = image.deviceIndependentSize();
        QPainter(this).drawImage(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), image);
    }

private:
    QrCode m_code;
};

} // namespace

ShareCardDialog::ShareCardDialog(const clients::ClientProfile &client, const jose::Jwk &publicKey, const QByteArray &card, const QStringList &tell, QWidget *parent)
    : FormDialog(tr("Card of %1").arg(plain(client.name)),
                 tr("It holds no secret: name, client ID, environment and public key, signed. Send it as you like, then compare the five words by voice."),
                 tr("Save card…"), tr("Save card file"), "primary", parent)
    , m_client(client)
    , m_card(card)
{
    setButtonText(cancelButton(), tr("Close"));
    cancelButton()->setAccessibleName(tr("Close"));
    cancelButton()->setObjectName(cancelButton()->accessibleName());
    if (!tell.isEmpty()) {
        auto *told = new Banner(this);
        told->set(Tone::Warn, tr("Tell your partners."), tr("They know an older key and have to compare the words of the new one: %1.").arg(plain(tell.join(u", "_s))));
        told->setObjectName(u"Partners to tell"_s);
        body()->addWidget(told);
    }
    const auto code = QrCode::make(card);
    if (code)
        m_code = *code;
    auto *sides = new QHBoxLayout;
    sides->setSpacing(20);
    if (m_code)
        sides->addWidget(buildPicture());
    sides->addWidget(buildText(publicKey), 1);
    body()->addLayout(sides, 1);
    if (!code)
        showProblem(code.error());
    connect(this, &FormDialog::submitted, this, [this] { save(tr("Save card"), u".baton-card"_s, tr("Cards (*.baton-card)"), m_card + '\n'); });
    setMinimumWidth(680);
}

QWidget *ShareCardDialog::buildPicture()
{
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    auto *view = new QrView(*m_code, tr("Card as QR code"), side);
    view->setObjectName(tr("Card as QR code"));
    view->setAccessibleDescription(tr("The whole card of %1, client %2: %3 bytes in %4 by %4 modules").arg(plain(m_client.name), m_client.clientId).arg(m_card.size()).arg(m_code->modules()));
    column->addWidget(view, 1);
    if (m_code->isDense())
        column->addWidget(makeText(tr("This code is dense: enlarge the window, or print it large."), "caption", side));
    auto *savePicture = makeButton(tr("Save picture…"), u"qr"_s, tr("Save QR picture"), "small", side);
    connect(savePicture, &QPushButton::clicked, this, &ShareCardDialog::savePicture);
    column->addWidget(savePicture, 0, Qt::AlignLeft);
    return side;
}

QWidget *ShareCardDialog::buildText(const jose::Jwk &publicKey)
{
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeLabel(tr("The words you will read aloud"), "strong", side));
    column->addWidget(makeText(handover::thumbprintWords(publicKey.thumbprint()).join(u" · "_s), "body", side));
    column->addWidget(makeLabel(tr("As text"), "strong", side));
    auto *text = new CodeView(tr("Card as text"), false, side);
    text->setObjectName(tr("Card as text"));
    text->setCode(QString::fromLatin1(m_card));
    text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    text->setWordWrapMode(QTextOption::WrapAnywhere);
    text->setMinimumHeight(120);
    column->addWidget(text, 1);
    auto *copy = makeButton(tr("Copy text"), u"copy"_s, tr("Copy card as text"), "small", side);
    connect(copy, &QPushButton::clicked, this, [this] { copyText(QString::fromLatin1(m_card)); });
    column->addWidget(copy, 0, Qt::AlignLeft);
    return side;
}

void ShareCardDialog::save(const QString &title, const QString &ending, const QString &filter, const QByteArray &bytes)
{
    hideProblem();
    chooseSaveFile(this, title, safeFileName(m_client.name, ending), filter, [this, bytes](const QString &path) {
        if (const auto written = writeFile(path, bytes); !written)
            showProblem(written.error());
    });
}

void ShareCardDialog::savePicture()
{
    hideProblem();
    chooseSaveFile(this, tr("Save QR picture"), safeFileName(m_client.name, u".png"_s), tr("Pictures (*.png *.svg)"), [this](const QString &path) {
        QByteArray bytes;
        if (path.endsWith(".svg"_L1, Qt::CaseInsensitive)) {
            bytes = m_code->svg();
        } else {
            QBuffer buffer(&bytes);
            m_code->image(8).save(&buffer, "PNG");
        }
        if (const auto written = writeFile(path, bytes); !written)
            showProblem(written.error());
    });
}

} // namespace baton::ui
