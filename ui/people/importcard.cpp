#include "ui/people/importcard.h"

#include "app/base/text.h"
#include "app/handover/card.h"
#include "app/handover/keyaddress.h"
#include "app/handover/words.h"
#include "ui/common/files.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

using namespace Qt::StringLiterals;
using handover::Partner;

namespace {

QVBoxLayout *columnOf(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    return column;
}

QLineEdit *addLine(QVBoxLayout *column, const QString &caption, QWidget *parent)
{
    auto *label = makeLabel(caption, "strong", parent);
    auto *field = new QLineEdit(parent);
    field->setAccessibleName(caption);
    field->setObjectName(caption);
    label->setBuddy(field);
    column->addWidget(label);
    column->addWidget(field);
    return field;
}

} // namespace

ImportCardDialog::ImportCardDialog(http::HttpClient &http, handover::Partners &partners, const QString &environmentId, QWidget *parent)
    : FormDialog(tr("Import a partner’s card"), tr("A card, a public key (JWK) or a key set (JWKS). A card by itself proves nothing: compare the five words afterwards."),
                 tr("Import"), tr("Import this card"), "primary", parent)
    , m_http(http)
    , m_partners(partners)
    , m_environmentId(environmentId)
    , m_ways(new Segments(this))
{
    m_ways->add(FromFile, tr("File"), u"file"_s, tr("Card from file"));
    m_ways->add(Pasted, tr("Paste"), u"copy"_s, tr("Card as pasted text"));
    m_ways->add(FromAddress, tr("Address"), u"globe"_s, tr("Keys from address"));
    body()->addWidget(m_ways, 0, Qt::AlignLeft);
    body()->addWidget(m_file = buildFile());
    body()->addWidget(m_paste = buildPaste());
    body()->addWidget(m_address = buildAddress());
    body()->addWidget(m_whose = buildWhose());
    body()->addStretch(1);
    m_whose->hide();
    connect(m_ways, &Segments::selected, this, &ImportCardDialog::setWay);
    connect(this, &FormDialog::submitted, this, &ImportCardDialog::submit);
    setMinimumWidth(560);
    setWay(FromFile);
    m_ways->button(FromFile)->setFocus();
}

QWidget *ImportCardDialog::buildFile()
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto *choose = makeButton(tr("Choose file…"), u"file"_s, tr("Choose card file"), "", box);
    m_fileName = makeText(tr("No file chosen yet."), "text2", box);
    row->addWidget(choose);
    row->addWidget(m_fileName, 1);
    connect(choose, &QPushButton::clicked, this, [this] {
        chooseFile(this, tr("Import card"), tr("Cards and public keys (*.baton-card *.json *.jwk *.jwks *.txt);;All files (*)"), [this](const QString &path) { takeFile(path); });
    });
    return box;
}

QWidget *ImportCardDialog::buildPaste()
{
    auto *box = new QWidget(this);
    auto *column = columnOf(box);
    auto *label = makeLabel(tr("Card or public key"), "strong", box);
    m_text = new QPlainTextEdit(box);
    m_text->setAccessibleName(tr("Card or public key"));
    m_text->setObjectName(tr("Card or public key"));
    m_text->setProperty("kind", u"code"_s);
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(120);
    label->setBuddy(m_text);
    column->addWidget(label);
    column->addWidget(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ImportCardDialog::forget);
    return box;
}

QWidget *ImportCardDialog::buildAddress()
{
    auto *box = new QWidget(this);
    auto *column = columnOf(box);
    m_url = addLine(column, tr("JWKS address"), box);
    m_url->setProperty("kind", u"mono"_s);
    m_url->setPlaceholderText(u"https://"_s);
    m_host = makeText({}, "caption", box);
    m_host->setAccessibleName(tr("Host asked"));
    column->addWidget(m_host);
    connect(m_url, &QLineEdit::textChanged, this, &ImportCardDialog::forget);
    return box;
}

QWidget *ImportCardDialog::buildWhose()
{
    auto *box = new QWidget(this);
    auto *column = columnOf(box);
    m_key = makeText({}, "text2", box);
    m_key->setAccessibleName(tr("Key thumbprint"));
    column->addWidget(makeText(tr("A bare public key does not say whose it is. Packages are made for the client ID you give."), "body", box));
    column->addWidget(m_key);
    m_name = addLine(column, tr("Partner’s name"), box);
    m_id = addLine(column, tr("Partner’s client ID"), box);
    m_id->setProperty("kind", u"mono"_s);
    for (QLineEdit *field : { m_name, m_id }) {
        field->setMaxLength(200);
        connect(field, &QLineEdit::textChanged, this, &ImportCardDialog::judge);
    }
    return box;
}

void ImportCardDialog::setWay(int way)
{
    m_ways->setChecked(way);
    m_file->setVisible(way == FromFile);
    m_paste->setVisible(way == Pasted);
    m_address->setVisible(way == FromAddress);
    forget();
}

// What is shown as found belongs to the source as it was.
void ImportCardDialog::forget()
{
    m_found = {};
    m_whose->hide();
    hideProblem();
    judge();
}

void ImportCardDialog::judge()
{
    const int way = m_ways->checkedId();
    QString why;
    if (m_fetching)
        why = tr("The keys are being fetched.");
    else if (!m_found.key.isNull() && (m_name->text().trimmed().isEmpty() || m_id->text().trimmed().isEmpty()))
        why = tr("Give the partner’s name and client ID.");
    else if (m_found.key.isNull() && way == FromFile)
        why = tr("Choose a file first.");
    else if (way == Pasted && m_text->toPlainText().trimmed().isEmpty())
        why = tr("Paste a card or key first.");
    const auto address = handover::readKeyAddress(m_url->text());
    m_host->setText(address ? tr("Baton will ask %1 for the keys.").arg(address->host(QUrl::FullyEncoded))
                            : m_url->text().trimmed().isEmpty() ? tr("The host is named here before anything is asked.") : address.error().what);
    m_host->setAccessibleDescription(m_host->text());
    if (way == FromAddress && !address)
        why = tr("Give an https address first.");
    acceptButton()->setEnabled(why.isEmpty());
    acceptButton()->setToolTip(why);
    acceptButton()->setAccessibleDescription(why);
    setButtonText(acceptButton(), way == FromAddress && m_found.key.isNull() ? tr("Fetch keys") : tr("Import"));
}

void ImportCardDialog::takeFile(const QString &path)
{
    forget();
    m_fileName->setText(QFileInfo(path).fileName());
    const auto bytes = readFile(path, handover::maxKeySetBytes);
    found(bytes ? handover::readCard(*bytes, m_environmentId) : Result<Partner>(fail(bytes.error())), tr("from a file"));
}

void ImportCardDialog::takeText(const QByteArray &text, const QString &how)
{
    setWay(Pasted);
    m_text->setPlainText(QString::fromUtf8(text));
    found(handover::readCard(text, m_environmentId), how);
}

void ImportCardDialog::submit()
{
    hideProblem();
    if (!m_found.key.isNull())
        return keep();
    if (m_ways->checkedId() == FromAddress)
        return fetch();
    found(handover::readCard(m_text->toPlainText().toUtf8(), m_environmentId), tr("pasted"));
}

void ImportCardDialog::fetch()
{
    const auto address = handover::readKeyAddress(m_url->text());
    if (!address)
        return showProblem(address.error());
    m_fetching = true;
    m_url->setReadOnly(true);
    judge();
    whenDone(handover::fetchKey(m_http, *address, m_environmentId, this), this, [this, host = address->host(QUrl::FullyEncoded)](const Result<Partner> &partner) {
        m_fetching = false;
        m_url->setReadOnly(false);
        found(partner, tr("from %1").arg(host));
    });
}

void ImportCardDialog::found(const Result<Partner> &partner, const QString &how)
{
    if (!partner) {
        judge();
        return showProblem(partner.error());
    }
    m_found = *partner;
    m_found.importedHow = how;
    m_found.importedAt = QDateTime::currentDateTimeUtc();
    if (!m_found.clientId.isEmpty())
        return keep();
    m_key->setText(u"%1\n%2"_s.arg(groupedHex(m_found.thumbprint()), handover::thumbprintWords(m_found.thumbprint()).join(u" · "_s)));
    m_key->setAccessibleDescription(groupedHex(m_found.thumbprint()));
    m_whose->show();
    m_name->setFocus();
    judge();
}

void ImportCardDialog::keep()
{
    Partner partner = m_found;
    if (partner.clientId.isEmpty()) {
        partner.name = plain(m_name->text()).simplified();
        partner.clientId = plain(m_id->text()).trimmed();
    }
    if (const auto saved = m_partners.save(partner); !saved) {
        judge();
        return showProblem(saved.error());
    }
    accept();
    Q_EMIT imported(partner);
}

} // namespace baton::ui
