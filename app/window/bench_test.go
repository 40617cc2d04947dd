package window

import (
	"image"
	"testing"
	"time"

	"gioui.org/io/input"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/unit"

	"innlab/app/session"
)

// benchmarkFrame lays out 1280×800 frames; next prepares each.
func benchmarkFrame(b *testing.B, dark bool, next func(f *fake, w *Window, i int)) {
	f := newFake("some")
	w := newWindow(f, func() {})
	w.dark = dark
	var ops op.Ops
	var r input.Router
	now := time.Unix(1e9, 0)
	frame := func() {
		now = now.Add(time.Second / 20) // answers come as often as that
		ops.Reset()
		w.Layout(layout.Context{
			Ops: &ops, Source: r.Source(), Now: now, Metric: unit.Metric{PxPerDp: 1, PxPerSp: 1},
			Constraints: layout.Exact(image.Pt(1280, 800)),
		})
		r.Frame(&ops)
	}
	frame()
	frame()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		b.StopTimer()
		next(f, w, i)
		b.StartTimer()
		frame()
	}
}

// BenchmarkFrameStill is a frame in which nothing has changed.
func BenchmarkFrameStill(b *testing.B) {
	benchmarkFrame(b, false, func(*fake, *Window, int) {})
}

// BenchmarkFrameLive is a frame with a new snapshot and a new answer of 2 000 samples, as the training brings them
// twenty times a second: every plot is drawn anew.
func BenchmarkFrameLive(b *testing.B) {
	var answers [4]*session.Answer
	benchmarkFrame(b, false, func(f *fake, w *Window, i int) {
		f.change(func(s *session.Snapshot) {
			s.Step += 10
			h := *s.Columns[0].History
			s.Columns[0].History = &h
		})
		k := i % len(answers)
		if answers[k] == nil {
			answers[k] = fakeAnswer(f.snap, w.choice.query())
		}
		a := *answers[k]
		a.Seq, a.Snapshot = 1000+i, f.snap
		f.ans = &a
	})
}
