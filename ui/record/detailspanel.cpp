#include "ui/record/detailspanel.h"

#include "app/base/text.h"
#include "app/base/weblink.h"
#include "app/orcid/identifiers.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"
#include "app/record/personaldetails.h"
#include "app/record/shownfields.h"
#include "ui/common/flowscroll.h"
#include "ui/common/notebox.h"
#include "ui/record/itemmodel.h"

#include <QtCore/QRegularExpression>
#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QScrollBar>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString dayAndTime(const QDateTime &when)
{
    const QDateTime local = when.toLocalTime();
    if (local.date() == QDate::currentDate())
        return DetailsPanel::tr("Today, %1").arg(QLocale::c().toString(local, u"HH:mm"_s));
    return QLocale::c().toString(local, u"d MMM yyyy, HH:mm"_s);
}

/// A label that breaks long words without blanks (addresses, identifiers) anywhere.
QString breakable(const QString &text)
{
    constexpr qsizetype longWord = 20;
    QStringList words = text.split(u' ');
    for (QString &word : words) {
        QString out;
        for (const QChar c : std::as_const(word)) {
            out += c;
            if (word.size() >= longWord && QStringView(u"/.-@_").contains(c))
                out += QChar(0x200B);
        }
        word = out;
    }
    return words.join(u' ');
}

/// Parts that the panel's own places show.
bool standsAbove(const record::Item &item, const QString &path)
{
    static const QStringList everywhere { u"title/title"_s, u"title/subtitle"_s, u"visibility"_s, u"put-code"_s, u"created-date"_s,
        u"last-modified-date"_s, u"url"_s, u"review-url"_s, u"external-id-url"_s, u"content"_s };
    static const QStringList work { u"type"_s, u"publication-date"_s, u"journal-title"_s };
    static const QRegularExpression id(u"^(external-ids|review-identifiers)/external-id\\[\\d+\\]/external-id-(type|value|relationship)$"_s);
    static const QRegularExpression source(u"^source/(source|assertion-origin)-(name|(orcid|client-id)/path)$"_s);
    if (item.section == record::personalDetails() && path == "content"_L1)
        return false; // the list has its beginning only
    return everywhere.contains(path) || (item.section == "works"_L1 && work.contains(path)) || id.match(path).hasMatch()
        || source.match(path).hasMatch();
}

/// A button does not wrap by itself, and an identifier is never cut: it goes on in further lines.
QString inLines(const QString &text, const QFontMetrics &metrics, int width)
{
    QString out, line;
    qsizetype lastGood = 0; // within line, after a stroke, dot or hyphen
    for (const QChar c : plain(text)) {
        if (!line.isEmpty() && metrics.horizontalAdvance(line + c) > width) {
            const qsizetype cut = lastGood > 0 ? lastGood : line.size();
            out += line.left(cut) + u'\n';
            line.remove(0, cut);
            lastGood = 0;
        }
        line += c;
        if (c == u'/' || c == u'.' || c == u'-')
            lastGood = line.size();
    }
    return out + line;
}

} // namespace

DetailsPanel::DetailsPanel(QWidget *parent)
    : QWidget(parent)
    , m_scroll(new FlowScroll(nullptr, this))
    , m_exchange(makeButton(tr("Show HTTP exchange"), u"traffic"_s, tr("Show HTTP exchange"), "", this))
{
    setMinimumWidth(220);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 14);
    column->setSpacing(8);
    column->addWidget(m_scroll, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 0, 14, 0);
    foot->addWidget(m_exchange);
    column->addLayout(foot);
    connect(m_exchange, &QPushButton::clicked, this, [this] { Q_EMIT showExchange(m_traceId); });
    clear({});
}

RoleWidget *DetailsPanel::makeContent()
{
    auto *content = new RoleWidget(QAccessible::Grouping, tr("Item details"));
    content->setObjectName(tr("Item details"));
    content->setMinimumHeight(1); // else its labels ask for the height they would have in the narrowest column
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(14, 14, 14, 4);
    column->setSpacing(11);
    return content;
}

// Set only when complete: what is added to a visible widget shows up one turn of the event loop later.
void DetailsPanel::replace(QWidget *content)
{
    // The old one may be the sender of the click that led here.
    if (QWidget *old = m_scroll->takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    m_scroll->setWidget(content);
    content->setAutoFillBackground(false);
    content->show();
}

void DetailsPanel::clear(const QString &words)
{
    RoleWidget *content = makeContent();
    auto *column = static_cast<QVBoxLayout *>(content->layout());
    column->addWidget(makeText(words, "text2"));
    column->addStretch(1);
    m_exchange->hide();
    replace(content);
}

void DetailsPanel::show(const record::Item &item, const record::Permission &mayChange)
{
    RoleWidget *content = makeContent();
    auto *column = static_cast<QVBoxLayout *>(content->layout());
    content->setAccessibleDescription(item.title);
    addHead(column, item);
    if (!mayChange.allowed) {
        auto *note = new NoteBox;
        note->set(Tone::Neutral, u"lock"_s, {}, mayChange.reason);
        column->addWidget(note);
    }
    addSource(column, item);
    auto *seen = new QWidget;
    auto *row = new QHBoxLayout(seen);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(new IconLabel(visibilityIcon(item.visibility), &Colors::text2));
    row->addWidget(makeLabel(record::visibilityWord(item.visibility)), 1);
    addLabelled(column, tr("Who can see it"), seen);
    addIdentifiers(column, item);
    addLink(column, item);
    addTimes(column, item);
    if (item.groupSize > 1)
        addLabelled(column, tr("Grouped"), makeText(tr("%1 versions of this work share an identifier.").arg(item.groupSize)));
    if (item.putCode > 0 && item.section != record::personalDetails()) // e-mails have none
        addLabelled(column, tr("put-code"), makeLabel(QString::number(item.putCode), "mono"));
    addFurther(column, item);
    column->addStretch(1);
    m_traceId = item.traceId;
    m_exchange->setVisible(m_traceId > 0);
    // The same item in more detail stays where it was being read.
    const QString shown = item.section + u'/' + QString::number(item.putCode);
    const int at = std::exchange(m_shown, shown) == shown ? m_scroll->verticalScrollBar()->value() : 0;
    replace(content);
    m_scroll->verticalScrollBar()->setValue(at);
}

void DetailsPanel::addHead(QVBoxLayout *column, const record::Item &item)
{
    auto *head = new QVBoxLayout;
    head->setSpacing(3);
    head->addWidget(makeText(breakable(item.title), "name"));
    const QJsonObject &json = item.json;
    const QString subtitle = record::textAt(json, { u"title"_s, u"subtitle"_s });
    if (!subtitle.isEmpty())
        head->addWidget(makeText(subtitle, "text2"));
    const QString day = record::shortDateWords(json.value(u"publication-date"_s));
    if (item.section == "works"_L1 && !day.isEmpty()) {
        head->addWidget(makeText(record::listWord(record::textAt(json, { u"type"_s })) + u" · "_s + day, "text2"));
        const QString journal = record::textAt(json, { u"journal-title"_s });
        if (!journal.isEmpty())
            head->addWidget(makeText(journal, "text2"));
    } else if (!item.subtitle.isEmpty() && !json.contains(u"content"_s)) { // of a biography the whole text follows
        head->addWidget(makeText(item.subtitle, "text2"));
    }
    column->addLayout(head);
}

void DetailsPanel::addSource(QVBoxLayout *column, const record::Item &item)
{
    const record::Source &source = item.source;
    auto *box = new QWidget;
    auto *lines = new QVBoxLayout(box);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    auto *capsule = new Capsule;
    capsule->setAccessibleName(tr("Source"));
    const QString writer = source.name.isEmpty() ? source.clientId + source.orcid : source.name;
    const QString origin = source.originName.isEmpty() ? source.originClientId + source.originOrcid : source.originName;
    if (origin.isEmpty())
        capsule->set(writer.isEmpty() ? source.sentence() : writer, {});
    else
        capsule->set(origin, writer);
    capsule->setAccessibleDescription(source.sentence());
    lines->addWidget(capsule);
    const QString originId = source.originClientId + source.originOrcid, writerId = source.clientId + source.orcid;
    if (!originId.isEmpty())
        lines->addWidget(makeText(originId, "mono"));
    if (!writerId.isEmpty())
        lines->addWidget(makeText(originId.isEmpty() ? writerId : tr("via %1").arg(writerId), "mono"));
    addLabelled(column, tr("Source"), box);
}

void DetailsPanel::addIdentifiers(QVBoxLayout *column, const record::Item &item)
{
    const QList<record::ExternalId> ids = record::externalIdsOf(item.section, item.json);
    if (ids.isEmpty())
        return;
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < ids.size(); ++i) {
        const record::ExternalId &id = ids.at(i);
        auto *type = new Chip;
        type->set(id.type, Tone::Neutral);
        const QUrl link = id.url.isEmpty() ? orcid::resolveUrl(id.type, id.value) : webLink(id.url);
        grid->addWidget(type, i, 0, Qt::AlignLeft | Qt::AlignVCenter);
        grid->addWidget(linkTo(id.value, link, "mono", tr("Open %1 %2").arg(id.type, id.value)), i, 1, Qt::AlignVCenter);
        grid->addWidget(makeLabel(record::relationWord(id.relationship), "caption"), i, 2, Qt::AlignRight | Qt::AlignVCenter);
    }
    addLabelled(column, tr("External identifiers"), box);
}

void DetailsPanel::addLink(QVBoxLayout *column, const record::Item &item)
{
    for (const QString &key : { u"url"_s, u"review-url"_s, u"external-id-url"_s }) {
        const QString text = record::textAt(item.json, { key });
        if (!text.isEmpty())
            addLabelled(column, tr("Link"), linkTo(text, webLink(text), "body", tr("Open link")));
    }
}

void DetailsPanel::addTimes(QVBoxLayout *column, const record::Item &item)
{
    if (!item.createdAt.isValid())
        return;
    const bool changed = item.changedAt.isValid() && item.changedAt > item.createdAt;
    const QString added = dayAndTime(item.createdAt);
    addLabelled(column, tr("Added"), makeText(changed ? added : tr("%1, not changed since").arg(added)));
    if (changed)
        addLabelled(column, tr("Changed"), makeText(dayAndTime(item.changedAt)));
}

void DetailsPanel::addFurther(QVBoxLayout *column, const record::Item &item)
{
    QList<record::ShownField> fields = record::shownFields(item.section, item.json);
    // What only the registry needs comes last.
    std::stable_partition(fields.begin(), fields.end(), [](const record::ShownField &field) { return !field.path.startsWith("source/"_L1); });
    for (const record::ShownField &field : std::as_const(fields)) {
        if (standsAbove(item, field.path))
            continue;
        const QUrl link = webLink(field.words);
        QWidget *words = link.isEmpty() ? makeText(breakable(field.words)) : linkTo(field.words, link, "body", tr("Open %1").arg(field.label));
        addLabelled(column, field.label, words);
    }
}

void DetailsPanel::addLabelled(QVBoxLayout *column, const QString &label, QWidget *value)
{
    auto *pair = new QVBoxLayout;
    pair->setSpacing(2);
    pair->addWidget(makeText(label, "caption"));
    pair->addWidget(value);
    column->addLayout(pair);
}

QWidget *DetailsPanel::linkTo(const QString &text, const QUrl &link, const char *kind, const QString &accessibleName)
{
    if (link.isEmpty())
        return makeText(breakable(text), kind);
    QPushButton *button = makeButton({}, {}, accessibleName, kind == "mono"_L1 ? "link mono" : "link");
    const QFont font = Theme::of().font(kind);
    setButtonText(button, inLines(text, QFontMetrics(font), kind == "mono"_L1 ? 130 : 226));
    button->setFont(font);
    button->setToolTip(link.toString(QUrl::FullyEncoded).toHtmlEscaped());
    button->setAccessibleDescription(link.toString(QUrl::FullyEncoded));
    connect(button, &QPushButton::clicked, this, [this, link] { Q_EMIT openLink(link); });
    return button;
}

} // namespace baton::ui
