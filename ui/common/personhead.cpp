#include "ui/common/personhead.h"

#include "app/base/text.h"
#include "ui/common/columns.h"
#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

class MarkWidget : public QWidget {
public:
    explicit MarkWidget(PersonHead::Mark mark) : m_mark(mark) { setFixedSize(40, 40); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = Theme::of().colors();
        const bool person = m_mark == PersonHead::Mark::Person;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(person ? c.accentSoft : c.secondSoft);
        if (person)
            painter.drawEllipse(rect());
        else
            painter.drawRoundedRect(rect(), 6, 6);
        Theme::of().paintIcon(&painter, person ? u"person"_s : u"package"_s, QRectF(10, 10, 20, 20), person ? c.accentInk : c.second);
    }

private:
    PersonHead::Mark m_mark;
};

} // namespace

PersonHead::PersonHead(Mark mark, QWidget *parent) : QWidget(parent)
{
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(14);
    outer->addWidget(new MarkWidget(mark));
    auto *columns = new Columns(14);
    auto *left = new QWidget;
    auto *words = new QVBoxLayout(left);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(1);
    m_name = makeText({}, "name");
    auto *below = new QHBoxLayout;
    below->setSpacing(4);
    m_link = makeButton({}, {}, tr("ORCID iD"), "link");
    m_link->setFont(Theme::of().font("mono"));
    m_copy = makeIconButton(u"copy"_s, tr("Copy ORCID iD"));
    below->addWidget(m_link);
    below->addWidget(m_copy);
    below->addStretch();
    words->addWidget(m_name);
    words->addLayout(below);
    m_caption = makeText({}, "caption");
    words->addWidget(m_caption);
    auto *right = new QWidget;
    auto *rightRow = new QHBoxLayout(right);
    rightRow->setContentsMargins(0, 0, 0, 0);
    m_row = new QHBoxLayout;
    m_row->setSpacing(14);
    rightRow->addLayout(m_row);
    rightRow->addStretch(1);
    columns->add(left);
    columns->add(right, 0);
    connect(columns, &Columns::stackedChanged, columns, [columns](bool stacked) { columns->layout()->setSpacing(stacked ? 6 : 14); });
    outer->addWidget(columns, 1);
    connect(m_copy, &QToolButton::clicked, this, [this] { copyText(m_uri); });
    connect(m_link, &QPushButton::clicked, this, [this] { Q_EMIT linkActivated(QUrl(m_uri, QUrl::StrictMode)); });
    connect(&Theme::of(), &Theme::changed, this, [this] { m_link->setFont(Theme::of().font("mono")); });
    setPerson({}, {});
}

void PersonHead::setPerson(const QString &name, const QString &uri)
{
    m_uri = uri;
    m_name->setText(name.isEmpty() ? tr("Name not shared") : plain(name));
    setButtonText(m_link, uri);
    m_link->setAccessibleDescription(uri);
    m_link->setVisible(!uri.isEmpty());
    m_copy->setVisible(!uri.isEmpty());
    m_caption->hide();
}

void PersonHead::setTitle(const QString &title, const QString &caption)
{
    setPerson(title, {});
    m_caption->setText(plain(caption));
    m_caption->setVisible(!caption.isEmpty());
}

} // namespace baton::ui
