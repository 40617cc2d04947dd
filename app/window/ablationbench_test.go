package window

import (
	"testing"

	"innlab/app/session"
)

// BenchmarkAblationStill is a frame of the ablation in which nothing has changed.
func BenchmarkAblationStill(b *testing.B) {
	d, _, _ := openAblation(b, "some", 1280, 800)
	b.ReportAllocs()
	for b.Loop() {
		d.Frame()
	}
}

// BenchmarkAblationLive is a frame with a new snapshot and new answers of three columns, as the training brings them
// up to twenty times a second: all eight panels are drawn anew, and at most four times a second the words around them.
func BenchmarkAblationLive(b *testing.B) {
	d, _, f := openAblation(b, "some", 1280, 800)
	f.change(func(s *session.Snapshot) { s.State = session.Running })
	var answers [4]*session.Answer
	for i := range answers {
		f.Ask(f.ans.Query)
		answers[i] = f.ans
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		b.StopTimer()
		f.change(func(s *session.Snapshot) { s.Step++ })
		a := *answers[i%len(answers)]
		snap := *a.Snapshot
		snap.Seq = f.snap.Seq
		a.Snapshot, a.Seq = &snap, f.snap.Seq
		f.ans = &a
		b.StartTimer()
		d.Frame()
	}
}
