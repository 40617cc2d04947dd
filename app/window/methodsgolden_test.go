package window

import (
	"image"
	"math"
	"testing"
	"time"

	"gioui.org/layout"

	"innlab/app/measure"
	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/inn/metric"
)

// below is the window without toolbar and status line, which have pictures of their own.
func below(t *testing.T, d *giotest.Driver, w, h int) *image.RGBA {
	m := metricsOf(float32(w), float32(h))
	return screen.Shot(t, d).SubImage(image.Rect(0, int(m.toolbar), w, h-int(m.status))).(*image.RGBA)
}

var goldenSizes = []struct {
	name, theme string
	w, h        int
}{
	{"light", "light", 1280, 800},
	{"dark", "dark", 1280, 800},
	{"960x600", "dark", 960, 600},
}

// numbered is a shift that differs from others.
type numbered struct {
	shift
	n int
}

// The view of the methods as it was looked at: one trains, one is paused, one is not measured yet.
func TestMethodsGolden(t *testing.T) {
	for _, c := range goldenSizes {
		win := newWindow(fakeExplored{newFake("some")}, func() {})
		m := win.views[2].(*methods)
		t.Cleanup(m.judge.Close)
		var b *fakeBench
		m.begin = func(p session.Plan) (bench, error) {
			b = newBench(p)
			b.change(func(s *session.Snapshot) {
				for i := range s.Columns {
					s.Columns[i].Estimator, s.Columns[i].Spent = numbered{n: i}, time.Duration(i+1)*7*time.Second
				}
				s.Columns[1].Step, s.Plan.Columns[1].Paused = 900, true
			})
			b.few = 600 // keeps the pictures small
			return b, nil
		}
		m.report = func() *measure.Report {
			r := &measure.Report{Of: &measure.Ask{Y: win.choice.y}, Busy: -1}
			at := func(i int) measure.Finding {
				return measure.Finding{
					Posterior:   &measure.Posterior{C2ST: 0.51 + 0.08*float64(i), Resimulation: 0.004 * float64(i)},
					Thousand:    time.Duration(i+1) * 400 * time.Microsecond,
					Calibration: &measure.Calibration{Tests: 300, Ranks: [][]float64{{0.2, 0.5, 0.7 + 0.05*float64(i)}}, Floor: metric.Floor{Mean: 0.016}},
				}
			}
			for i := range b.snap.Columns[:len(b.snap.Columns)-1] {
				r.Of.Subjects = append(r.Of.Subjects, measure.Subject{Estimator: numbered{n: i}})
				r.Findings = append(r.Findings, at(i))
			}
			r.Floor = measure.Finding{Posterior: &measure.Posterior{C2ST: 0.5}, Thousand: 300 * time.Microsecond}
			return r
		}
		win.setView(2)
		win.toast.Hide()
		win.setTheme(c.theme)
		d := giotest.New(t, image.Pt(c.w, c.h), func(gtx layout.Context) { win.Layout(gtx) })
		d.Frame()
		golden.Check(t, "methods-"+c.name, func() *image.RGBA {
			d.Frame()
			return below(t, d, c.w, c.h)
		})
	}
}

// The view of the calibration as it was looked at: of a posterior that is too sure of one parameter.
func TestCalibrationGolden(t *testing.T) {
	k := &measure.Calibration{Tests: 300, Floor: metric.Floor{Mean: 0.016, SD: 0.005}}
	var even, sure []float64
	for i := range 300 {
		u := (float64(i) + 0.5) / 300
		even, sure = append(even, u), append(sure, 0.5+0.5*math.Copysign(math.Sqrt(math.Abs(2*u-1)), u-0.5))
	}
	k.Ranks, k.Distance = [][]float64{sure, even}, even
	k.Recovery = make([]*metric.Recovery, 2)
	for _, c := range goldenSizes {
		f := fakeExplored{newFake("some")}
		f.change(func(s *session.Snapshot) { s.State = session.Paused })
		win := newWindow(f, func() {})
		v := win.views[3].(*calibrationView)
		t.Cleanup(v.test.judge.Close)
		win.setView(3)
		win.toast.Hide()
		win.setTheme(c.theme)
		v.test.show(f.snap.Plan.Setup, k, f.snap.Step)
		d := giotest.New(t, image.Pt(c.w, c.h), func(gtx layout.Context) { win.Layout(gtx) })
		golden.Check(t, "calibration-"+c.name, func() *image.RGBA {
			d.Frame()
			return below(t, d, c.w, c.h)
		})
	}
}
