package window

// Frame times and answer times, for the overlay of F12 and the read-out in the status line. They are measured by the
// program itself, on the processor: how long a frame takes to lay out, how many there are, and how long it took from
// a click to the frame that shows its answer.

import (
	"fmt"
	"slices"
	"time"

	"gioui.org/layout"

	"innlab/widgets/control"
)

// remembered is how many of the latest times the medians are of.
const remembered = 64

// meter measures frames and answers.
type meter struct {
	began  time.Time
	frames times
	gaps   times
	clicks times

	asked   time.Time // when the question on screen was put; zero when it has been answered
	spoken  string    // for the status line, changed a few times a second
	spokeAt time.Time
}

// times are the latest durations, in no order.
type times struct {
	list [remembered]time.Duration
	n    int
}

func (t *times) add(d time.Duration) {
	t.list[t.n%remembered] = d
	t.n++
}

// median is 0 as long as there is nothing.
func (t *times) median() time.Duration {
	l := slices.Clone(t.list[:min(t.n, remembered)])
	if len(l) == 0 {
		return 0
	}
	slices.Sort(l)
	return l[len(l)/2]
}

// start begins a frame.
func (m *meter) start() {
	now := time.Now()
	if !m.began.IsZero() {
		m.gaps.add(now.Sub(m.began))
	}
	m.began = now
}

// stop ends a frame; shown says that it shows the answer to the latest question.
func (m *meter) stop(shown bool) {
	now := time.Now()
	m.frames.add(now.Sub(m.began))
	if shown && !m.asked.IsZero() {
		m.clicks.add(now.Sub(m.asked))
		m.asked = time.Time{}
	}
}

// ask notes that a question was put.
func (m *meter) ask() {
	if m.asked.IsZero() {
		m.asked = time.Now()
	}
}

// waiting says whether the latest question is still without an answer.
func (m *meter) waiting() bool { return !m.asked.IsZero() }

// readout is the text of the overlay.
func (m *meter) readout() []string {
	fps := 0.0
	if g := m.gaps.median(); g > 0 {
		fps = float64(time.Second) / float64(g)
	}
	lines := []string{
		fmt.Sprintf("%s to lay out a frame", ms(m.frames.median())),
		fmt.Sprintf("%.0f frames/s", fps),
	}
	if m.clicks.n > 0 {
		lines = append(lines, fmt.Sprintf("%s from click to answer", ms(m.clicks.median())))
	}
	return lines
}

// short is the text of the status line, which changes four times a second at most.
func (m *meter) short(now time.Time, workers int) string {
	if now.Sub(m.spokeAt) > time.Second/4 || m.spoken == "" {
		m.spokeAt = now
		s := "s"
		if workers == 1 {
			s = ""
		}
		m.spoken = fmt.Sprintf("%d worker%s · %s/frame", workers, s, ms(m.frames.median()))
	}
	return m.spoken
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }

// overlay draws the read-out in the corner of the content.
func (f *frame) overlay(gtx layout.Context) {
	lines := f.meter.readout()
	c := f.content()
	w, h := float32(200), float32(16+18*len(lines))
	r := rect{c.right() - w - 8, c.y + 8, w, h}
	round(gtx, r, 5, f.theme.Text)
	for i, l := range lines {
		f.say(gtx, r.x+10, r.y+20+18*float32(i), fromLeft, l, control.Small, f.theme.Card)
	}
}
