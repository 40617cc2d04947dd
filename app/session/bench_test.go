package session

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"innlab/scenes"
)

// BenchmarkAsk is the time from a click to its answer while the toy trains as fast as it goes on all processors but
// one. ns/op is the mean, the median stands beside it.
func BenchmarkAsk(b *testing.B) {
	p := toy(b, "some", 1, 1e9)
	p.Columns[0].Config.Workers = max(1, runtime.NumCPU()-1)
	answered := make(chan struct{}, 1)
	s, err := New(p, func() { kick(answered) })
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.SetPace(Max)
	s.Play()
	s.obeyed(b)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		y := scenes.OneHot(i%4, 8)
		began := time.Now()
		s.Ask(Query{Y: y, N: 2000, Latent: 192})
		for a := s.Answer(); a == nil || !slices.Equal(a.Query.Y, y); a = s.Answer() {
			<-answered
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1e3, "ms/median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1e3, "ms/95%")
	b.ReportMetric(s.Snapshot().Speed, "steps/s")
}

// BenchmarkPublish is the cost of a snapshot.
func BenchmarkPublish(b *testing.B) {
	p := toy(b, "some", 4, 1e9)
	r, err := newRun(p, nil, build, nil)
	if err != nil {
		b.Fatal(err)
	}
	for i := range 10000 {
		for _, c := range r.columns {
			c.curve.add(i, []float64{1, 2, 3, 4})
		}
	}
	s := &Session{notify: func() {}, wake: make(chan struct{}, 1)}
	t := newTrainer(s, r, build)
	for b.Loop() {
		for _, c := range r.columns {
			c.estimator = nil
		}
		t.publish()
	}
}

// BenchmarkMark is the cost of remembering where a run stands.
func BenchmarkMark(b *testing.B) {
	r, err := newRun(toy(b, "some", 1, 1e9), nil, build, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		r.mark()
	}
}
