// expect: frontend/eager-routes
import Tides from './pages/Tides';
import Moon from './pages/Moon';
import Wind from './pages/Wind';
import Waves from './pages/Waves';
import Harbours from './pages/Harbours';
import Maps from './pages/Maps';
import Alerts from './pages/Alerts';
import Profile from './pages/Profile';
import Settings from './pages/Settings';
import Billing from './pages/Billing';
import Team from './pages/Team';
import Reports from './pages/Reports';
import Help from './pages/Help';
import About from './pages/About';
import Admin from './pages/Admin';
import { Route, Routes } from 'react-router-dom';

export default function App() {
  return (
    <Routes>
      <Route path="/tides" element={<Tides />} />
      <Route path="/moon" element={<Moon />} />
      <Route path="/wind" element={<Wind />} />
      <Route path="/waves" element={<Waves />} />
      <Route path="/harbours" element={<Harbours />} />
      <Route path="/maps" element={<Maps />} />
      <Route path="/alerts" element={<Alerts />} />
      <Route path="/profile" element={<Profile />} />
      <Route path="/settings" element={<Settings />} />
      <Route path="/billing" element={<Billing />} />
      <Route path="/team" element={<Team />} />
      <Route path="/reports" element={<Reports />} />
      <Route path="/help" element={<Help />} />
      <Route path="/about" element={<About />} />
      <Route path="/admin" element={<Admin />} />
    </Routes>
  );
}
