#include "ui/record/imports/importsteps.h"

#include "ui/common/columns.h"
#include "ui/common/rule.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

ImportSteps::ImportSteps(QWidget *parent)
    : QWidget(parent)
    , m_fileRow(new QWidget(this))
    , m_name(new ElidedLabel({}, "strong", m_fileRow))
    , m_about(makeLabel({}, "caption", m_fileRow))
    , m_again(makeIconButton(u"refresh"_s, tr("Read file again"), m_fileRow))
    , m_other(makeButton(tr("Other file…"), {}, tr("Choose other file"), "small", m_fileRow))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    // Large text leaves no room for the file beside the steps.
    auto *columns = new Columns(8, this);
    outer->addWidget(columns);
    auto *steps = new QWidget(columns);
    auto *row = new QHBoxLayout(steps);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const QStringList names { tr("File"), tr("Mapping"), tr("Rehearsal"), tr("Send") };
    for (int step = 0; step < StepCount; ++step) {
        if (step > 0) {
            auto *line = new Rule(steps);
            line->setFixedWidth(20);
            row->addWidget(line);
        }
        m_dots[step] = new StepDot(step + 1, steps);
        m_words[step] = makeLabel(names.at(step), "text2", steps);
        row->addWidget(m_dots[step]);
        row->addWidget(m_words[step]);
    }
    m_name->setElideMode(Qt::ElideMiddle);
    m_again->setToolTip(tr("Read the file again. Ticks are kept."));
    auto *file = new QHBoxLayout(m_fileRow);
    file->setContentsMargins(0, 0, 0, 0);
    file->setSpacing(8);
    file->addStretch(1);
    file->addWidget(new IconLabel(u"file"_s, &Colors::text3, 16, m_fileRow));
    file->addWidget(m_name);
    file->addWidget(m_about);
    file->addWidget(m_again);
    file->addWidget(m_other);
    row->addStretch(1);
    columns->add(steps, 0);
    columns->add(m_fileRow, 1);
    connect(m_other, &QPushButton::clicked, this, &ImportSteps::chooseOther);
    connect(m_again, &QToolButton::clicked, this, &ImportSteps::readAgain);
    setStep(File);
    setFile({}, {});
}

void ImportSteps::setStep(Step step, bool allDone)
{
    for (int i = 0; i < StepCount; ++i) {
        const bool done = allDone || i < step;
        m_dots[i]->setState(done ? StepDot::State::Done : i == step ? StepDot::State::Current : StepDot::State::Pending);
        restyle(m_words[i], "role", !done && i == step ? u"strong"_s : u"text2"_s);
    }
}

void ImportSteps::setFile(const QString &name, const QString &about)
{
    m_fileRow->setVisible(!name.isEmpty());
    m_name->setText(name);
    m_about->setText(about);
}

void ImportSteps::setChangeable(bool on)
{
    m_again->setEnabled(on);
    m_other->setEnabled(on);
}

} // namespace baton::ui
