package window

// The kinds of score in the table of the methods: what each says of a method, and what exact samples score.

import (
	"math"
	"slices"
	"time"

	"innlab/app/session"
	"innlab/widgets"
)

// scoreColumn is one kind of score; less is better in all of them.
type scoreColumn struct {
	name, unit, doc string
	bar, truth      bool    // it has a bar; it compares with exact samples
	least           float64 // where its bar begins
	value           func(m *methods, f *frame, i int) float64
	exact           func(m *methods, f *frame) float64 // what exact samples score; nil: nothing
	format          func(float64) string
}

// share is its width in the table, in those of a column with a bar.
func (c *scoreColumn) share() float32 {
	if c.bar {
		return 1
	}
	return 0.75
}

// quality is what is known of column i where it has trained long enough to say anything, nil elsewhere.
func (f *frame) qualityOf(i int) *session.Quality {
	if f.snap.Early(i) {
		return nil
	}
	return f.ans.Clouds[i].Quality
}

// floorOf is a number of the first column that has one: what exact samples score is the same for all.
func floorOf(f *frame, of func(i int) float64) float64 {
	for i := range f.snap.Columns {
		if v := of(i); !math.IsNaN(v) {
			return v
		}
	}
	return math.NaN()
}

func seconds(v float64) string {
	switch d := time.Duration(v * float64(time.Second)); {
	case d < 100*time.Microsecond:
		return widgets.Fixed(v*1e6, 0) + " µs"
	case d < 10*time.Millisecond:
		return widgets.Fixed(v*1e3, 1) + " ms"
	case d < time.Second:
		return widgets.Fixed(v*1e3, 0) + " ms"
	}
	return widgets.Fixed(v, 1) + " s"
}

// scoreColumns are the columns of a set-up: what needs exact samples is left out where there are none, and times in a small
// window.
func scoreColumns(f *frame) []scoreColumn {
	return slices.DeleteFunc(allScores(f), func(c scoreColumn) bool {
		return c.truth && f.snap.Plan.Setup.Exact == nil || !c.bar && f.class == small
	})
}

func allScores(f *frame) []scoreColumn {
	nan := math.NaN()
	again := scoreColumn{"Re-simulation error", "spread of y", sayAgain, true, false, 0, func(_ *methods, f *frame, i int) float64 {
		if q := f.qualityOf(i); q != nil {
			return q.Again
		}
		return nan
	}, func(_ *methods, f *frame) float64 {
		return floorOf(f, func(i int) float64 {
			if q := f.qualityOf(i); q != nil {
				return q.AgainExact
			}
			return nan
		})
	}, share}
	if f.snap.Plan.Setup.Problem.Labels > 0 {
		again.unit, again.doc = "wrong label", "Run the simulator on the samples: the share whose label is another."
		again.value = func(m *methods, f *frame, i int) float64 {
			if q := m.found(f.snap, i).Posterior; q != nil {
				return q.Resimulation
			}
			return nan
		}
		again.exact = func(m *methods, _ *frame) float64 {
			if q := m.floor().Posterior; q != nil {
				return q.Resimulation
			}
			return nan
		}
	}
	return []scoreColumn{
		{"Posterior error", "MMD", sayError, true, true, 0, func(_ *methods, f *frame, i int) float64 {
			if q := f.qualityOf(i); q != nil {
				return q.Error
			}
			return nan
		}, func(_ *methods, f *frame) float64 {
			return floorOf(f, func(i int) float64 {
				if q := f.qualityOf(i); q != nil {
					return q.Exact
				}
				return nan
			})
		}, errorWords},
		{"C2ST", "0.5 is perfect", "Can a classifier tell our samples from exact ones? 0.5 means it cannot. Measured where training rests.", true, true, 0.5,
			func(m *methods, f *frame, i int) float64 {
				if q := m.found(f.snap, i).Posterior; q != nil {
					return q.C2ST
				}
				return nan
			}, func(m *methods, _ *frame) float64 {
				if q := m.floor().Posterior; q != nil {
					return q.C2ST
				}
				return nan
			}, func(v float64) string { return widgets.Fixed(v, 2) }},
		again,
		{"Calibration error", "median", "Does a 90 % interval hold the truth 90 % of the time? The row below all says what chance alone scores.", true, false, 0,
			func(m *methods, f *frame, i int) float64 {
				if k := m.found(f.snap, i).Calibration; k != nil {
					return k.Error()
				}
				return nan
			}, func(m *methods, f *frame) float64 {
				return floorOf(f, func(i int) float64 {
					if k := m.found(f.snap, i).Calibration; k != nil {
						return k.Floor.Mean
					}
					return nan
				})
			}, share},
		{"1 000 samples", "time", "How long a thousand samples take.", false, false, 0, func(m *methods, f *frame, i int) float64 {
			if d := m.found(f.snap, i).Thousand; d > 0 {
				return d.Seconds()
			}
			return nan
		}, func(m *methods, _ *frame) float64 {
			if d := m.floor().Thousand; d > 0 {
				return d.Seconds()
			}
			return nan
		}, seconds},
		{"Training", "until now", "Time in the steps of this method; simulations are part of it.", false, false, 0,
			func(_ *methods, f *frame, i int) float64 { return f.snap.Columns[i].Spent.Seconds() }, nil, nil},
	}
}
