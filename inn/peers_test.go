package inn

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"innlab/inn/kernel"
)

// The comparison with PyTorch (make bench-peers). Both sides do the same work in turn, in one run on one machine; every
// form of the PyTorch side is printed, and its fastest counts.

const (
	peerRounds  = 7   // how often every form has its turn
	peerSeconds = 0.4 // how long a turn is, at least

	// peerBound is how far relative results may differ. Squared distances by a product are off by some 2⁻²⁴ of the
	// rows' squared lengths, 1e-6, on both sides; that is 5e-4 of the smallest squared bandwidth.
	peerBound = 2e-3
)

// peer is a Python process with so many threads.
type peer struct {
	name    string
	threads int
	env     string
	in      *json.Encoder
	out     *bufio.Scanner
}

func startPeer(b *testing.B, python string, p peer) *peer {
	c := exec.Command(python, "peers/peer.py", strconv.Itoa(p.threads))
	c.Env = append(os.Environ(), "OMP_NUM_THREADS="+strconv.Itoa(p.threads), p.env)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		c.Wait()
	})
	p.in, p.out = json.NewEncoder(in), bufio.NewScanner(out)
	return &p
}

// reply is what a peer answers.
type reply struct {
	Error          string
	Torch          string
	Forms          map[string][]string
	Loss, Gradient float64
	Seconds        float64
}

// ask sends a request and waits for the answer.
func (p *peer) ask(b *testing.B, request map[string]any) (r reply) {
	if err := p.in.Encode(request); err != nil {
		b.Fatal(err)
	}
	if !p.out.Scan() {
		b.Fatalf("the PyTorch side ended: %v", p.out.Err())
	}
	if err := json.Unmarshal(p.out.Bytes(), &r); err != nil {
		b.Fatalf("the PyTorch side answers %q: %v", p.out.Text(), err)
	}
	return r
}

// series are the times of one form with one number of threads.
type series struct {
	who, threads string
	seconds      []float64
}

func (s *series) median() float64 {
	if len(s.seconds) == 0 {
		return math.Inf(1)
	}
	t := slices.Sorted(slices.Values(s.seconds))
	return t[len(t)/2]
}

// BenchmarkPeers prints the table. INNLAB_PEERS names a Python that has PyTorch and FrEIA.
func BenchmarkPeers(b *testing.B) {
	python := os.Getenv("INNLAB_PEERS")
	if python == "" {
		b.Skip("make bench-peers runs this")
	}
	peers := []*peer{
		startPeer(b, python, peer{name: "1 thread", threads: 1}),
		startPeer(b, python, peer{name: "2 threads", threads: 2}),
		startPeer(b, python, peer{name: "2 threads, passive", threads: 2, env: "OMP_WAIT_POLICY=passive"}),
	}
	about := peers[0].ask(b, map[string]any{"do": "about"})
	fmt.Printf("%s, %d processors; PyTorch %s. Milliseconds: median (fastest) of %d turns.\n",
		processor(), runtime.NumCPU(), about.Torch, peerRounds)
	dir := b.TempDir()
	for _, task := range peerTasks() {
		b.Run(task.name, func(b *testing.B) {
			path := task.write(b, dir)
			same := peers[0].ask(b, map[string]any{"do": "check", "task": path})
			if same.Error != "" || same.Loss > peerBound || same.Gradient > peerBound {
				b.Fatalf("the two sides do not compute the same: %+v", same)
			}
			fmt.Printf("\n\n%s (values agree to %.0e, gradients to %.0e)\n\n", task.name, same.Loss, same.Gradient)
			comparePeers(b, &task, path, peers, about.Forms[task.kind]).print()
		})
	}
}

// comparePeers gives every form its turns.
func comparePeers(b *testing.B, task *peerTask, path string, peers []*peer, forms []string) comparison {
	var all comparison
	turn := func(s *series, run func() (float64, string)) {
		v, wrong := run()
		if wrong != "" {
			fmt.Printf("%s, %s: %s\n", s.who, s.threads, wrong)
			return
		}
		s.seconds = append(s.seconds, v)
	}
	best := kernel.Best
	defer func() { kernel.Best = best }()
	ours := map[*series]func(){}
	theirs := map[*series]func() (float64, string){}
	tables := kernel.Tables()
	if len(tables) > 1 {
		tables = tables[:len(tables)-1] // plain Go is for processors that have no other
	}
	for _, t := range tables {
		kernel.Best = *t
		for i, threads := range []string{"1 thread", "2 threads"} {
			s := &series{who: "innlab, " + t.Name, threads: threads}
			ours[s] = task.ours(b, i+1)
			all = append(all, s)
		}
	}
	for _, form := range forms {
		for _, p := range peers {
			s := &series{who: "PyTorch, " + form, threads: p.name}
			theirs[s] = func() (float64, string) {
				r := p.ask(b, map[string]any{"do": "time", "task": path, "form": form, "seconds": peerSeconds})
				return r.Seconds, r.Error
			}
			theirs[s]() // warms up: compiles
			all = append(all, s)
		}
	}
	for range peerRounds {
		for _, s := range all {
			if run, ok := ours[s]; ok {
				turn(s, func() (float64, string) { return perRun(run), "" })
			} else {
				turn(s, theirs[s])
			}
		}
	}
	return all
}

// perRun returns seconds per run over a turn.
func perRun(run func()) float64 {
	for n, start := 1, time.Now(); ; n++ {
		run()
		if passed := time.Since(start).Seconds(); passed >= peerSeconds {
			return passed / float64(n)
		}
	}
}

// comparison is what one task took.
type comparison []*series

// print writes the times as a table, and how many times faster than PyTorch's fastest form each of ours is.
func (c comparison) print() {
	fmt.Println("| | 1 thread | 2 threads | 2 threads, passive |")
	fmt.Println("| --- | --- | --- | --- |")
	fastest := map[string]float64{} // of PyTorch, by number of threads
	var rows []string
	cells := map[string]map[string]*series{}
	for _, s := range c {
		if cells[s.who] == nil {
			rows, cells[s.who] = append(rows, s.who), map[string]*series{}
		}
		cells[s.who][s.threads] = s
		threads, _, _ := strings.Cut(s.threads, ",")
		if old, ok := fastest[threads]; strings.HasPrefix(s.who, "PyTorch") && (!ok || s.median() < old) {
			fastest[threads] = s.median()
		}
	}
	for _, who := range rows {
		fmt.Printf("| %s ", who)
		for _, threads := range []string{"1 thread", "2 threads", "2 threads, passive"} {
			s, ok := cells[who][threads]
			if !ok || len(s.seconds) == 0 {
				fmt.Print("| – ")
				continue
			}
			fmt.Printf("| %s (%s) ", milliseconds(s.median()), milliseconds(slices.Min(s.seconds)))
			if strings.HasPrefix(who, "innlab") {
				fmt.Printf("%.1f × ", fastest[threads]/s.median())
			}
		}
		fmt.Println("|")
	}
}

// milliseconds writes a time with three digits.
func milliseconds(seconds float64) string {
	ms := 1e3 * seconds
	return strconv.FormatFloat(ms, 'f', max(0, 2-int(math.Floor(math.Log10(ms)))), 64)
}

// processor is the name of the processor, where the system tells.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
