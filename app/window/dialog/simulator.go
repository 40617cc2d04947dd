package dialog

// An own simulator: the command that starts it, what x it is asked for, how often and with which limits. It can be tried
// on a few rows before it is opened.

import (
	"cmp"
	"math"
	"runtime"
	"strconv"
	"strings"
	"time"

	"gioui.org/layout"

	"innlab/app/own"
	"innlab/widgets/control"
)

// Simulator is the state of the form. It keeps what stands in it while it is closed.
type Simulator struct {
	frame
	filled  bool
	command control.Field
	rows    []*entryRow
	table   *own.Prior // rows of x from a file instead of named distributions; nil: none
	count   int
	atOnce  int
	limit   time.Duration
	seed    uint64
	checked bool // it was to be tried or opened: what is wrong is told
	trying  bool
	trial   *own.Trial // nil: none of what stands in the form

	counts, programs, limits control.Number
	scroll, result           control.Scroll
	add, file, byHand        control.Click
	try, back, act           control.Click
	anew                     control.Switch // kept answers are asked for again; off once that was opened
}

// SimulatorChoice is what the user decided; one of its fields is set.
type SimulatorChoice struct {
	Try  *own.Simulator // ask it for a few rows
	Open *own.Simulator // learn from it
	File bool           // choose a file that says what x it is asked for
	Stop bool           // no longer tried, or the form was closed
}

// Bounds of what can be set; those of the command line are the same.
const (
	mostPrograms = 1024
	leastLimit   = 10 * time.Millisecond
	mostLimit    = 30 * 24 * time.Hour
)

// Fill puts a simulator into the form.
func (s *Simulator) Fill(sim *own.Simulator) {
	s.filled = true
	s.command.Set(sim.Command)
	s.count, s.seed = cmp.Or(sim.Count, own.DefaultCount), sim.Seed
	s.atOnce, s.limit = cmp.Or(sim.Workers, runtime.NumCPU()), cmp.Or(sim.Timeout, own.DefaultTimeout)
	s.setPrior(sim.Prior)
}

// Open shows the form as it was left, or for the first time with one number of x.
func (s *Simulator) Open() {
	if !s.filled {
		s.Fill(&own.Simulator{Prior: &own.Prior{Entries: []own.Entry{}}, Seed: 1})
		s.addRow()
		s.rows[0].focus = false
	}
	s.show()
	s.trying = false
}

// SetPrior takes what was read from a file and shows the form again.
func (s *Simulator) SetPrior(p *own.Prior) {
	s.setPrior(p)
	s.Open()
}

func (s *Simulator) setPrior(p *own.Prior) {
	s.table, s.rows, s.trial = nil, nil, nil
	if p.Entries == nil {
		s.table = p
		return
	}
	for _, e := range p.Entries {
		s.rows = append(s.rows, newEntryRow(e))
	}
}

// addRow adds one more number of x and gives its name the keyboard.
func (s *Simulator) addRow() {
	r := newEntryRow(own.Entry{Name: "x" + strconv.Itoa(len(s.rows)+1), Distribution: "uniform", Values: []float64{0, 1}})
	r.focus = true
	s.rows = append(s.rows, r)
}

// Tried says what came of trying.
func (s *Simulator) Tried(t own.Trial) {
	if s.trying {
		s.trying, s.trial = false, &t
		s.result.Top()
	}
}

// simulator is the one that stands in the form, nil where something is wrong.
func (s *Simulator) simulator() *own.Simulator {
	if f := s.wrong(); f.any() {
		return nil
	}
	p := s.table
	if p == nil {
		var err error
		if p, err = own.Named(s.entries()); err != nil {
			return nil
		}
	}
	return &own.Simulator{
		Command: strings.TrimSpace(s.command.Text()), Prior: p, Count: s.count, Seed: s.seed, Workers: s.atOnce, Timeout: s.limit, Fresh: s.anew.On,
	}
}

func (s *Simulator) entries() (list []own.Entry) {
	for _, r := range s.rows {
		list = append(list, r.entry())
	}
	return list
}

// faults are what is wrong with the fields, in plain words; empty for nothing.
type faults struct {
	command, prior, count string
	rows                  []error
}

func (s *Simulator) wrong() (f faults) {
	if strings.TrimSpace(s.command.Text()) == "" {
		f.command = "Say how the program is started, as in a terminal."
	}
	dim := len(s.rows)
	if s.table != nil {
		dim = len(s.table.X)
	} else {
		f.rows = own.Check(s.entries())
	}
	switch {
	case dim == 0:
		f.prior = "Add a number that the program is asked for."
	case dim > own.MaxWidth:
		f.prior = "At most " + strconv.Itoa(own.MaxWidth) + " numbers can be asked for."
	}
	if err := own.CheckCount(s.count, dim); err != nil {
		f.count = capital(err.Error()) + "."
	}
	return f
}

func (f *faults) any() bool {
	for _, err := range f.rows {
		if err != nil {
			return true
		}
	}
	return f.command != "" || f.prior != "" || f.count != ""
}

// Update returns what the user decided, if anything.
func (s *Simulator) Update(gtx layout.Context) (c SimulatorChoice, ok bool) {
	if !s.Shown() {
		return c, false
	}
	changed, try := s.command.Update(gtx)
	removed := -1
	for i, r := range s.rows {
		edited, entered, gone := r.update(gtx)
		changed, try = changed || edited, try || entered
		if gone {
			removed = i
		}
	}
	if removed >= 0 {
		s.rows, changed = append(s.rows[:removed:removed], s.rows[removed+1:]...), true
	}
	if s.add.Update(gtx) {
		s.addRow()
		changed = true
	}
	if s.byHand.Update(gtx) {
		s.setPrior(&own.Prior{Entries: []own.Entry{}})
		s.addRow()
		changed = true
	}
	s.anew.Update(gtx)
	if s.numbers(gtx) || changed {
		s.trial, changed = nil, true
	}
	if s.file.Update(gtx) {
		s.Close()
		return SimulatorChoice{File: true}, true
	}
	if changed && s.trying {
		s.trying = false
		c.Stop, ok = true, true
	}
	if s.try.Update(gtx) || try {
		if s.trying {
			s.trying = false
			return SimulatorChoice{Stop: true}, true
		}
		s.checked = true
		if sim := s.simulator(); sim != nil {
			s.trying, s.trial = true, nil
			return SimulatorChoice{Try: sim}, true
		}
	}
	if s.act.Update(gtx) {
		s.checked = true
		if sim := s.simulator(); sim != nil {
			s.checked, s.anew.On = false, false
			s.Close()
			return SimulatorChoice{Open: sim}, true
		}
	}
	if s.back.Update(gtx) {
		s.Close()
		return SimulatorChoice{Stop: true}, true
	}
	if s.frame.update(gtx) {
		return SimulatorChoice{Stop: true}, true
	}
	return c, ok
}

// numbers acts on the number fields and reports whether one of them changed.
func (s *Simulator) numbers(gtx layout.Context) bool {
	count, atOnce, limit := float64(s.count), float64(s.atOnce), s.limit.Seconds()
	turn(gtx, &s.counts, &count, secondDigit(count))
	turn(gtx, &s.programs, &atOnce, 1)
	turn(gtx, &s.limits, &limit, secondDigit(limit))
	was := *s
	s.count = int(min(max(math.Round(count), 0), 1e9))
	s.atOnce = int(min(max(math.Round(atOnce), 1), mostPrograms))
	s.limit = time.Duration(min(max(limit, leastLimit.Seconds()), mostLimit.Seconds()) * float64(time.Second)).Round(time.Millisecond)
	return s.count != was.count || s.atOnce != was.atOnce || s.limit != was.limit
}

// turn changes v by what the user did to its field; what is typed and no number changes nothing.
func turn(gtx layout.Context, n *control.Number, v *float64, step float64) {
	c, ok := n.Update(gtx)
	if !ok {
		return
	}
	if c.Steps != 0 {
		*v = math.Round(*v/step+float64(c.Steps)) * step
	} else if typed, err := control.ParseNumber(strings.TrimSuffix(strings.TrimSpace(c.Text), "s")); err == nil {
		*v = typed
	}
}

// secondDigit is one in the second digit of v.
func secondDigit(v float64) float64 {
	if v <= 0 {
		return 1
	}
	return math.Pow(10, math.Floor(math.Log10(v))-1)
}
