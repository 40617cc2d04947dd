package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"innlab/inn"
)

// progress shows a training on standard error: a bar on a terminal, elsewhere a line now and then.
type progress struct {
	w     io.Writer
	title string
	bar   *progressbar.ProgressBar // nil where w is no terminal
	width int                      // of the terminal
	next  time.Duration            // when the next line or stroke is due
	pause time.Duration            // until the one after
	began time.Time
}

// Intervals of the bar, and of the lines: the first soon, to show that it works, the later ones rarer.
const (
	strokeEvery = 100 * time.Millisecond
	firstLine   = 2 * time.Second
	lineEvery   = 20 * time.Second
)

// Widths of the line on a terminal: percentage and frame of the bar, and what brief usually writes.
const (
	frameWidth = 11
	briefWidth = 64
)

// newProgress begins to show a training; the title says which of several it is and may be empty.
func newProgress(w io.Writer, title string) *progress {
	p := &progress{w: w, title: title, next: firstLine, pause: lineEvery, began: time.Now()}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.width = 80
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			p.width = w
		}
		p.next, p.pause = 0, strokeEvery
		p.bar = progressbar.NewOptions64(1000,
			progressbar.OptionSetWriter(f),
			progressbar.OptionSetWidth(min(max(p.width-frameWidth-briefWidth, 6), 30)),
			progressbar.OptionSetElapsedTime(false),
			progressbar.OptionSetPredictTime(false),
			progressbar.OptionShowDescriptionAtLineEnd(),
			progressbar.OptionClearOnFinish(),
		)
	}
	return p
}

// watch shows a moment where one is due.
func (p *progress) watch(m moment) {
	if m.elapsed >= p.next {
		p.at(m.share, m.elapsed, m.String(), m.brief())
	}
}

// part shows how far a work of many parts is, which began with p.
func (p *progress) part(done, of int, what string) {
	words := fmt.Sprintf("%s %d of %d", what, done, of)
	p.at(float64(done)/float64(max(of, 1)), time.Since(p.began), words, words)
}

// at shows, where it is due, which share of a work is done, with a line of words, or brief ones beside a bar.
func (p *progress) at(share float64, elapsed time.Duration, words, brief string) {
	if elapsed < p.next {
		return
	}
	p.next = elapsed + p.pause
	title := p.title
	if title != "" {
		title += ": "
	}
	if p.bar == nil {
		fmt.Fprintf(p.w, "%3.0f %%  %s%s\n", 100*share, title, words)
		return
	}
	text := title + brief
	if room := max(p.width-frameWidth-6, 0); len(text) > room { // a longer line would wrap
		text = text[:room]
	}
	p.bar.Describe(text)
	p.bar.Set64(min(int64(1000*share), 999)) // the bar's end is done's
}

// done clears the bar.
func (p *progress) done() {
	if p.bar != nil {
		p.bar.Clear()
	}
}

// String is a moment in one line: step, speed, time left, losses.
func (m moment) String() string {
	return fmt.Sprintf("step %s, %.3g steps/s, %s left; %s", m.steps(), m.speed, clock(m.left), lossLine(m.of, m.losses, 2))
}

// brief is the same for a line of 80 letters that also holds a bar.
func (m moment) brief() string {
	losses := strings.NewReplacer("  ", " ", " 0.", " .", "-0.", "-.").Replace(lossLine(m.of, m.losses, 2))
	return fmt.Sprintf("%s %.3g/s %s left %s", m.steps(), m.speed, clock(m.left), losses)
}

// steps is the step, and the last one where that is known.
func (m moment) steps() string {
	if m.end > 0 {
		return fmt.Sprintf("%d/%d", m.step, m.end)
	}
	return fmt.Sprint(m.step)
}

// lossLine lists the losses of a method with their values; one that was not measured is left out.
func lossLine(of []inn.Loss, values []float64, digits int) string {
	var words []string
	for i, l := range of {
		if v := values[i]; !math.IsNaN(v) {
			words = append(words, fmt.Sprintf("%s %.*g", l.Name, digits, v))
		}
	}
	return strings.Join(words, "  ")
}

// clock is a time as minutes and seconds.
func clock(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
