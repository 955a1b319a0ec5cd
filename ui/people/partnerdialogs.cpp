#include "ui/people/partnerdialogs.h"

#include "app/base/text.h"
#include "app/handover/words.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/people/thumbprint.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>

namespace baton::ui {

using namespace Qt::StringLiterals;
using handover::Partner;

namespace {

QLabel *addThumbprint(QVBoxLayout *into, const QString &caption, const QByteArray &thumbprint, QWidget *parent)
{
    into->addWidget(makeLabel(caption, "strong", parent));
    auto *label = makeLabel(thumbprintLines(thumbprint), "mono", parent);
    label->setAccessibleName(caption);
    label->setAccessibleDescription(groupedHex(thumbprint));
    into->addWidget(label);
    return label;
}

/// One word; green once it was heard.
class WordRow : public QWidget {
public:
    using QWidget::QWidget;
    void setHeard(bool heard)
    {
        m_heard = heard;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = Theme::of().colors();
        QPainter painter(this);
        if (m_heard)
            painter.fillRect(rect(), c.okSoft);
        painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
    }

private:
    bool m_heard = false;
};

Card *wordCard(const QString &title, const QString &caption, const QString &accessibleName, const QStringList &words, QList<QCheckBox *> *heard, QWidget *parent)
{
    auto *card = new Card(parent);
    card->addHeader(title, caption);
    auto *list = new RoleWidget(QAccessible::List, accessibleName, card);
    list->setObjectName(accessibleName);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    int number = 0;
    for (const QString &word : words) {
        ++number;
        auto *line = new WordRow(list);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(14, 0, 14, 0);
        row->setSpacing(10);
        row->addWidget(makeLabel(QString::number(number), "caption", line));
        auto *spoken = makeLabel(word, "title", line);
        spoken->setMinimumHeight(Theme::of().height(38));
        row->addWidget(spoken, 1);
        if (heard) {
            auto *box = new QCheckBox(CompareDialog::tr("Heard"), line);
            box->setAccessibleName(CompareDialog::tr("Heard word %1").arg(number));
            box->setObjectName(box->accessibleName());
            box->setAccessibleDescription(word);
            row->addWidget(box);
            heard->append(box);
            QObject::connect(box, &QCheckBox::toggled, line, &WordRow::setHeard);
        }
        rows->addWidget(line);
    }
    card->addFlush(list);
    return card;
}

} // namespace

CompareDialog::CompareDialog(const Partner &partner, const QByteArray &ourThumbprint, bool other, QWidget *parent)
    : FormDialog(tr("Compare five words with %1").arg(plain(partner.name)),
                 tr("Use a number you already have, from your own files or the organisation’s public page. A number that came with the card proves "
                    "nothing: who sent a false card would answer it."),
                 tr("Confirm partner"), tr("Confirm partner"), "primary", parent)
    , m_partner(partner)
{
    if (other)
        m_partner.key = partner.otherKey;
    cancelButton()->setAccessibleName(tr("Cancel comparing"));
    const QByteArray thumbprint = m_partner.thumbprint();
    auto *sides = new QHBoxLayout;
    sides->setSpacing(14);
    m_theirs = wordCard(tr("%1 reads").arg(plain(partner.name)), u" "_s, tr("Partner’s words"), handover::thumbprintWords(thumbprint), &m_heard, this);
    sides->addWidget(m_theirs, 1);
    if (!ourThumbprint.isEmpty())
        sides->addWidget(wordCard(tr("You read"), tr("they tick on their side"), tr("Our words"), handover::thumbprintWords(ourThumbprint), nullptr, this), 1);
    body()->addLayout(sides);

    auto *facts = new QGridLayout;
    facts->setHorizontalSpacing(12);
    m_how = makeCombo(tr("How compared"), this, true);
    m_how->addItem(tr("By phone"), u"by phone"_s);
    m_how->addItem(tr("In person"), u"in person"_s);
    m_how->addItem(tr("In a video call"), u"in a video call"_s);
    const auto field = [this, facts](int column, const QString &name, const QString &caption) {
        auto *label = makeLabel(caption, "text2", this);
        auto *line = new QLineEdit(this);
        line->setAccessibleName(name);
        line->setObjectName(name);
        line->setMaxLength(120);
        label->setBuddy(line);
        facts->addWidget(label, 0, column);
        facts->addWidget(line, 1, column);
        facts->setColumnStretch(column, 1);
        return line;
    };
    facts->addWidget(comboLabel(m_how), 0, 0);
    facts->addWidget(m_how, 1, 0);
    m_with = field(1, tr("Spoken with"), tr("Spoken with"));
    m_source = field(2, tr("Source of the number"), tr("Where the number came from, optional"));
    body()->addLayout(facts);
    auto *print = new QVBoxLayout;
    print->setSpacing(2);
    addThumbprint(print, tr("Key thumbprint"), thumbprint, this);
    print->addWidget(makeText(tr("The five words stand for its first 64 bits. SHA-256 of the public key, RFC 7638."), "caption", this));
    body()->addLayout(print);

    auto *differs = makeButton(tr("The words differ"), u"stop"_s, {}, "danger", this);
    footer()->insertWidget(0, differs);
    m_left = makeLabel({}, "caption", this);
    footer()->insertWidget(2, m_left);
    connect(differs, &QPushButton::clicked, this, [this, partner] {
        accept();
        Q_EMIT differ(partner);
    });
    for (const QCheckBox *box : std::as_const(m_heard))
        connect(box, &QCheckBox::toggled, this, &CompareDialog::judge);
    connect(this, &FormDialog::submitted, this, &CompareDialog::confirm);
    setMinimumWidth(640);
    judge();
}

void CompareDialog::judge()
{
    int left = 0;
    for (const QCheckBox *box : std::as_const(m_heard))
        left += box->isChecked() ? 0 : 1;
    acceptButton()->setEnabled(left == 0 && !m_heard.isEmpty());
    const QStringList numbers { {}, tr("one more word"), tr("two more words"), tr("three more words"), tr("four more words"), tr("five words") };
    const QString why = !left ? QString() : tr("Tick %1 first.").arg(numbers.value(left));
    m_left->setText(why);
    m_theirs->setHeaderCaption(tr("%1 of %2 heard").arg(m_heard.size() - left).arg(m_heard.size()));
    acceptButton()->setToolTip(why);
    acceptButton()->setAccessibleDescription(why);
}

void CompareDialog::confirm()
{
    m_partner.trust = Partner::Trust::Confirmed;
    m_partner.otherKey = {};
    m_partner.confirmedAt = QDateTime::currentDateTimeUtc();
    m_partner.confirmedHow = m_how->currentData().toString();
    const QString with = plain(m_with->text()).simplified();
    if (!with.isEmpty())
        m_partner.confirmedHow += tr(", with %1").arg(with);
    m_partner.numberSource = plain(m_source->text()).simplified();
    const Partner result = m_partner;
    accept();
    Q_EMIT confirmed(result);
}

} // namespace baton::ui
